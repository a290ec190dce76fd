//! Pages of a license that a person has in their own name, and who manages a company's licenses in that of the company (LIC-24): one handler
//! for both, which says here whose the license is.

use crate::model::behalf::Behalf;
use crate::model::holder::Holder;
use crate::queries::customer_license;
use crate::tables::license;
use crate::texts;
use gatehouse_companies::rights::ManageLicenses;
use gatehouse_companies::sessions::inside;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::view::PageHead;
use gatehouse_web::{Customer, Halt, Scope};

/// In whose name a page is.
pub(super) struct Whose {
    /// Who has the license.
    pub holder: Holder,
    /// For actions.
    pub behalf: Behalf,
    /// Where the licenses are.
    pub list: String,
}

impl Whose {
    /// Of this page; a company's are for who manages its licenses.
    pub async fn of(customer: &Customer) -> Result<Self, Halt> {
        let list = customer.scope.path("/licenses");
        let (holder, behalf) = match &customer.scope {
            Scope::Personal => (Holder::Account(customer.session.account), Behalf::Own),
            Scope::Company(_) => {
                let company = inside::<ManageLicenses>(customer).await?.company();
                (Holder::Company(company), Behalf::Company(company))
            }
        };
        Ok(Self { holder, behalf, list })
    }

    /// The page of a license.
    pub fn page(&self, license: Uuid) -> String {
        format!("{}/{license}", self.list)
    }

    /// A license of theirs; another one is not found, whoever else may have it.
    pub async fn license(&self, customer: &Customer, license: Uuid) -> Result<license::Model, Halt> {
        customer_license::held_by(&customer.visit.cx, self.holder, license).await?.ok_or(Halt::NotFound)
    }

    /// What it is for.
    pub async fn product(&self, customer: &Customer, license: Uuid) -> Result<String, Halt> {
        let found = customer_license::product_of_holder(&customer.visit.cx, self.holder, license).await?;
        Ok(found.ok_or(Halt::NotFound)?.name)
    }

    /// The head of a page beside those of the licenses, about all of them.
    pub fn list_head(&self, lang: Lang, title: impl Into<String>) -> PageHead {
        PageHead::new(title).crumbs(lang, [(list_name(self.behalf, lang), self.list.clone())])
    }

    /// The head of a page below that of a license.
    pub fn head(&self, lang: Lang, title: &str, product: String, license: Uuid) -> PageHead {
        let all = list_name(self.behalf, lang);
        PageHead::new(title).crumbs(lang, [(all, self.list.clone()), (product, self.page(license))])
    }
}

/// What the list of the licenses is called.
pub(super) fn list_name(behalf: Behalf, lang: Lang) -> String {
    match behalf {
        Behalf::Own => texts(lang).msg_customer_title(),
        Behalf::Company(_) => texts(lang).msg_company_licenses_title(),
    }
}
