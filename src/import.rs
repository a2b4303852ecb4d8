//! One file's whole way from bytes to facts.
