//! The lists of this module: filters, order and columns, once for page and file.

mod api_keys;
mod audit;
mod deliveries;
mod jobs;
mod members;
mod webhooks;

pub(crate) use api_keys::{ApiKeys, key_badge};
pub(crate) use audit::AuditLog;
pub(crate) use deliveries::{Deliveries, answer, delivery_badge, took};
pub(crate) use jobs::{DeadLetters, Jobs, in_words};
pub(crate) use members::{Members, member_badge, ways};
pub(crate) use webhooks::{Webhooks, types_in_words, webhook_badge};
