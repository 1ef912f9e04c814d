/** Importing plain apache-arrow in a new process. */
export default () => ({ work: () => import("apache-arrow") });
