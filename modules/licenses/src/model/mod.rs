//! Types and rules without I/O.

pub mod block_course;
pub(crate) mod buyer;
pub mod card;
pub mod code;
pub mod device_mark;
pub mod device_name;
pub mod entitlement;
pub mod exchanges;
pub(crate) mod invoice;
pub mod large;
pub mod license;
pub mod money;
pub mod note;
pub mod order;
pub mod over_use;
pub mod pasted;
pub mod proposed;
pub mod revocation;
pub mod search;
pub mod seat_refusal;
pub mod seller;
pub mod shop_links;
pub mod take_back;
pub mod transfer;
pub mod verification;
