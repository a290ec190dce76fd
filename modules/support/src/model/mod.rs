//! Types and pure rules.

pub mod category;
pub mod contract;
pub mod form;
pub mod mail_thread;
pub mod message;
pub mod number;
pub mod on_call;
pub mod places;
pub mod request;
pub mod routing;
pub mod settings;
pub mod status;
pub mod timer;
pub mod transition;
pub mod work;
