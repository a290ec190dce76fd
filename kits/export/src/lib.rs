//! The archive of a person's data (ACC-17, PRI-5): one ZIP with every data set that the modules registered, as JSON, as CSV, and in one
//! page that any browser shows without script and without a connection. It is made while it is read, piece by piece, so it costs no
//! more memory for a million rows than for ten. Its form is documented in `docs/formats/data-export.md`.

mod archive;
mod page;
mod table;
mod zipped;

pub use archive::{Archive, FORMAT};
pub use page::PageWords;
