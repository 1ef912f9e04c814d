/** Why a column is what it is, and the rule by which it becomes pandas' and Orange's: codes, which the page says in its reader's language. */
export type { ColumnReason, ColumnReasonCode, PandasRuleName as FidelityRule } from "@allye/orange-table";
