//! What pages read. Queries change nothing.

pub mod chats;
pub(crate) mod colleagues;
pub mod data_sets;
pub mod live;
pub(crate) mod offered;
pub mod said;
pub mod settings;
pub mod staff;
