export { createShmTransport, SHM_TRANSPORT_NAME } from "./shm-transport";
