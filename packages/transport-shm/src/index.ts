export { listSegments, removeSegment } from "./list-segments";
export { processesUsing } from "./processes-using";
export { createShmTransport, SHM_TRANSPORT_NAME } from "./shm-transport";
