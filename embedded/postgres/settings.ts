/** Suited to a machine of two cores that also runs everything else; an operator's own PostgreSQL is tuned elsewhere. */
const always = {
  listen_addresses: "127.0.0.1",
  // No socket files: nothing to find a folder for, and one way in to guard.
  unix_socket_directories: "",
  password_encryption: "scram-sha-256",
  max_connections: "120",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "128MB",
  wal_buffers: "16MB",
  max_wal_size: "2GB",
  checkpoint_completion_target: "0.9",
  random_page_cost: "1.1",
  jit: "off",
  max_parallel_workers_per_gather: "1",
  log_timezone: "UTC",
  timezone: "UTC",
  lc_messages: "C",
  log_min_duration_statement: "1000",
};

const kept = { synchronous_commit: "on", fsync: "on" };
const throwaway = {
  synchronous_commit: "off",
  fsync: "off",
  full_page_writes: "off",
  shared_buffers: "64MB",
};

/**
 * The settings as arguments of `postgres`, so that no file in the data folder has to be edited.
 * @param disposable for test databases: nothing of it has to survive a crash of the machine
 */
export function serverArguments(port: number, disposable: boolean): string[] {
  const settings = { ...always, ...(disposable ? throwaway : kept), port: String(port) };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
