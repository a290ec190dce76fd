//! Types and rules without I/O.

pub mod adding;
pub(crate) mod buyer;
pub mod card;
pub mod code;
pub mod decision;
pub mod device_mark;
pub mod device_name;
pub mod device_seat;
pub mod entitlement;
pub mod exchanges;
pub mod help_about;
pub(crate) mod invoice;
pub mod license;
pub mod measured;
pub mod money;
pub mod note;
pub mod order;
pub mod pasted;
pub mod revocation;
pub mod rule;
pub mod search;
pub mod seat_refusal;
pub mod seller;
pub mod shop_links;
pub mod transfer;
