//! Where the cells of regular rows end, found 64 bytes at a time.
