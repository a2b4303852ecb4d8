//! Bytes to cells: find the dialect, scan, read. Pushes chunks; joins parts that were read in parallel.
