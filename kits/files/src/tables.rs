//! What this kit stores in the database: of each file its owner, its purpose and where its bytes are; files on their way; links for
//! sending them.

pub mod file;
pub mod link;
pub mod part;
pub mod upload;
