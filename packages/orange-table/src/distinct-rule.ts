/**
 * Orange's rule for text: few distinct values make a DiscreteVariable, many a StringVariable.
 *
 * @param distinct distinct values, missing ones not counted
 * @param rows all rows, missing ones too
 * Source: Orange 3.40, `table_from_frame`: `s.nunique() < s.size ** 0.666`
 */
export const isFewDistinct = (distinct: number, rows: number): boolean => distinct < rows ** 0.666;
