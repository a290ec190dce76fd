//! Keys outside the database, and what is sealed and looked up with them. Nothing here knows of a database.
//!
//! Contents that would hurt in a stolen database are sealed under the key of their subject ([`SubjectKey`]), which is wrapped by a
//! master key of the key file ([`Keys`]); look-ups go by keyed hash. Where wrapped keys are stored is `gatehouse_context::subject`.

mod key_file;
mod key_versions;
pub mod keys;
pub mod private_file;
mod subject_key;

pub use keys::{Keys, Lookups};
pub use subject_key::SubjectKey;
