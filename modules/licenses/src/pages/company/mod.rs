//! The pages of a company's licenses, `/c/NAME/licenses` (LIC-24). Every member sees them; who manages licenses changes them. A license that
//! the company does not have answers 404, whoever else may have it. Those of devices, reserve, merge and renewal, and the lists of all devices,
//! renewals and days of usage are the same as in an account ([`super::behalf`]).

mod add;
mod add_parts;
mod devices;
mod key_files;
mod license;
mod licenses;
mod remove;
pub(super) mod renewal_groups;
mod sent;

use crate::lists::LICENSES_AT;
use gatehouse_companies::rights::{In, ManageLicenses, Right};
use gatehouse_companies::sessions::inside;
use gatehouse_core::Uuid;
use gatehouse_web::{Customer, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new()
        .merge(licenses::doors())
        .merge(add::doors())
        .merge(license::doors())
        .merge(key_files::doors())
        .merge(remove::doors())
}

/// The list of the company of this page.
fn list_of(customer: &Customer) -> String {
    customer.scope.path(LICENSES_AT)
}

/// One who manages licenses in the company of this page.
pub(super) async fn manager(customer: &Customer) -> Result<In<'static, ManageLicenses>, Halt> {
    inside(customer).await
}

/// Where a license is that is not the person's own, but their company's: mails about it name one address for all holders.
pub(super) async fn way_to_company(customer: &Customer, license: Uuid) -> Result<Option<String>, Halt> {
    use crate::model::holder::Holder;
    use crate::queries::customer_license::is_held;
    let Some(company) = customer.visit.company.as_ref().filter(|company| company.is_open) else { return Ok(None) };
    let cx = &customer.visit.cx;
    let is_theirs = is_held(cx.read(), Holder::Company(company.id), license).await?;
    Ok(is_theirs.then(|| format!("/c/{}{LICENSES_AT}/{license}", company.word)))
}

/// The company's license of this address, for whoever may do this with it.
async fn license_of<R: Right>(
    customer: &Customer,
    by: &In<'_, R>,
    license: Uuid,
) -> Result<crate::queries::company_licenses::CompanyLicense, Halt> {
    let found = crate::queries::company_licenses::find(&customer.visit.cx, by, license).await?;
    found.ok_or(Halt::NotFound)
}
