//! What this kit stores in the database: of each file its owner, its purpose and where its bytes are.

pub mod file;
