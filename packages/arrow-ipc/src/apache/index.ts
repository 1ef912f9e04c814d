export { fromApacheTable } from "./from-apache-table";
export { toApacheTable } from "./to-apache-table";
