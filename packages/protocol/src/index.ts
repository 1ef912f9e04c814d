export { type AppendOptions, appendEvent } from "./append-event";
export { type CollectOptions, collectGarbage, type GarbageItem, type GarbageReport } from "./collect-garbage";
export { type CompactOptions, type CompactReport, compactManifest } from "./compact-manifest";
export { compareCodePoints } from "./compare-code-points";
export * from "./contract";
export {
	type FoundGarbage,
	findGarbage,
	type Garbage,
	type GarbageKind,
	type KnownPayload,
} from "./find-garbage";
export { preloadEvents } from "./format-event";
export { formatPythonJson, type JsonInput } from "./format-python-json";
export type { JsonObject, JsonValue } from "./json-value";
export type { ManifestEvent, PayloadRef } from "./manifest-event";
export { type ManifestHealth, manifestHealth } from "./manifest-health";
export { ManifestIndex } from "./manifest-index";
export { parseEvent } from "./parse-event";
export { parsePythonJson } from "./parse-python-json";
export { checkSecretDir, prepareSecretDir } from "./prepare-secret-dir";
export { pythonRepr } from "./python-repr";
export { requireNative } from "./require-native";
export { checkTtl, runTransfer, type TransferOptions } from "./run-transfer";
export { type SchemaColumn, schemaSha256 } from "./schema-sha256";
export { resolveSecretDir, type SecretDir, type SecretDirOptions } from "./secret-dir";
export type { TableEntry } from "./table-entry";
export { autoTableName, expiresAt, formatTimestamp, isExpired, parseTimestamp } from "./timestamp";
export { type FailureContext, toAllyeError } from "./to-allye-error";
export { type WatchOptions, watchManifest } from "./watch-manifest";
export { type ManifestLockOptions, withManifestLock } from "./with-manifest-lock";
