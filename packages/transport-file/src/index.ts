export { createPayloadFile, type PayloadFileOptions } from "./create-payload-file";
export { FileByteSource } from "./file-byte-source";
export { createFileTransport, FILE_TRANSPORT_NAME } from "./file-transport";
export { unfinishedPayloadFiles } from "./list-payload-files";
export { locatePayloadFile } from "./locate-payload-file";
