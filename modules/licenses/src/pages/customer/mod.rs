//! The customer's license pages. A license that is not in the account answers 404, whoever else may have it.

mod add;
pub(super) mod agreement;
pub(super) mod cards;
mod certificate;
mod device;
pub(super) mod devices;
mod downloads;
mod explain;
pub(super) mod first_steps;
mod help;
mod key_files;
pub(super) mod license;
mod licenses;
mod life;
pub(super) mod needs;
mod purchase;
mod purchases;
mod remove;
mod rename;
mod renewals;
pub(super) mod seller_first;
pub(super) mod usage;

use crate::queries::customer_license;
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::view::PageHead;
use gatehouse_web::{Customer, Doors, Halt};

/// The list of an account.
const LIST: &str = "/licenses";

pub(super) fn doors() -> Doors {
    Doors::new()
        .merge(licenses::doors())
        .merge(add::doors())
        .merge(key_files::doors())
        .merge(license::doors())
        .merge(life::doors())
        .merge(agreement::doors())
        .merge(device::doors())
        .merge(certificate::doors())
        .merge(devices::doors())
        .merge(usage::doors())
        .merge(renewals::doors())
        .merge(downloads::doors())
        .merge(explain::doors())
        .merge(help::doors())
        .merge(purchases::doors())
        .merge(purchase::doors())
        .merge(remove::doors())
        .merge(rename::doors())
}

/// What a license of the account is for; one that is not in it is not found.
async fn product_name(customer: &Customer, license: Uuid) -> Result<String, Halt> {
    customer_license::product_name(&customer.visit.cx, customer.session.account, license).await?.ok_or(Halt::NotFound)
}

/// The head of a page below that of a license.
fn license_head(lang: Lang, title: &str, product: String, license: Uuid) -> PageHead {
    let above = [(texts(lang).msg_customer_title(), LIST.to_owned()), (product, format!("{LIST}/{license}"))];
    PageHead::new(title).crumbs(lang, above)
}
