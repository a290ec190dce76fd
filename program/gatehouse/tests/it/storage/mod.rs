//! A disk that is full or fails, a server that is cut off in the middle of commits: what was acknowledged is there, what was
//! not may or may not be, and nothing is there by half. The drills `disk` and `io` do more of the same.

mod clients;
mod disk;
mod postgres;
mod preload;
mod relay;
mod trial;

pub use disk::embedded;
pub use postgres::{cut, full};
pub use trial::Figures;
