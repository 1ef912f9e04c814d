import { runAllye } from "./run-allye";

process.exitCode = await runAllye(process.argv.slice(2), process);
