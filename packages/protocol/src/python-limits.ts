/**
 * Arrays and objects within each other before list_tables of the Python package 0.1.2 meets its RecursionError under Python
 * 3.11 (measured; it depends a little on the caller's own stack).
 */
export const MAX_DEPTH = 989;

/** Digits of an int before Python 3.11 refuses to convert it (sys.get_int_max_str_digits). */
export const MAX_INT_DIGITS = 4300;
