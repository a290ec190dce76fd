//! What can be done: one file per use case.

pub mod activate;
pub mod add_code;
pub mod block;
pub(crate) mod claim;
pub mod create_order;
pub mod deactivate;
pub mod deactivate_as_staff;
pub mod deactivate_device;
pub(crate) mod detach;
pub(crate) mod device_parts;
pub mod export_codes;
pub(crate) mod forget_buyer;
pub mod issue;
pub mod leases;
pub mod license_slots;
pub(crate) mod limits;
pub(crate) mod move_devices;
pub(crate) mod move_lookups;
pub mod publish_revocation_list;
pub mod remove_license;
pub mod renew;
pub mod resend_code;
pub mod reveal_code;
pub mod transfers;
pub mod unblock;
pub(crate) mod write_statuses;
