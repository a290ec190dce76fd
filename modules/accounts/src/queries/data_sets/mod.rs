//! What the owner of an account gets of this module in the export of their data (ACC-17, PRI-5).

mod activity;
mod devices;
mod factors;
mod former_addresses;
mod profile;
mod sign_in_services;

use gatehouse_context::DataSet;
use std::sync::Arc;

/// All of them.
pub fn data_sets() -> Vec<Arc<dyn DataSet>> {
    vec![
        Arc::new(profile::Profile),
        Arc::new(profile::Notifications),
        Arc::new(devices::Sessions),
        Arc::new(devices::Browsers),
        Arc::new(factors::Factors),
        Arc::new(sign_in_services::SignInServices),
        Arc::new(former_addresses::FormerAddresses),
        Arc::new(activity::Activity),
    ]
}
