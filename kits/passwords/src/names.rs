//! Words of the vendor, which are tried first at its portal (ACC-5): its name, and those of its products.

use crate::pool::{Checked, HashPool};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret, async_trait};
use gatehouse_guard::Asker;
use std::sync::Arc;

/// Products whose names are refused, at the most: each makes the estimate a little longer.
pub const MOST_PRODUCTS: u64 = 500;

/// Knows what the vendor's products are called. Put into the services as [`SharedProductNames`].
#[async_trait]
pub trait ProductNames: Send + Sync {
    /// The names, by one query; [`MOST_PRODUCTS`] at the most, the newest first.
    async fn names(&self, cx: &Cx) -> Result<Vec<String>, Fault>;
}

/// How the trait object lies in the services.
pub type SharedProductNames = Arc<dyn ProductNames>;

/// What is wrong with a new password ([`HashPool::check`]), with the vendor's name and its products' among the words that are refused.
/// `own` are the person's.
pub async fn check_new(
    cx: &Cx,
    asker: &Asker,
    password: Secret<String>,
    email: &str,
    own: &[&str],
) -> Result<Checked, Fault> {
    let brand = gatehouse_brand::name(&cx.app);
    let products = match cx.app.services.find::<SharedProductNames>() {
        Some(known) => known.names(cx).await?,
        None => Vec::new(),
    };
    let vendors = std::iter::once(brand.as_str()).chain(products.iter().map(String::as_str));
    let words: Vec<&str> = own.iter().copied().chain(vendors).collect();
    cx.service::<HashPool>()?.check(asker, password, email, &words).await
}
