//! In whose name a page of requests is: a person's own, or a company's.

use crate::model::category::Asker;
use crate::rights::{Viewer, Visible};
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::rights::{In, Member};
use gatehouse_companies::sessions::inside;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_licenses::model::holder::Holder;
use gatehouse_web::{Customer, Halt};

/// Where the list is, in both.
pub(crate) const REQUESTS_AT: &str = "/requests";

/// Whose requests, and the proof of who belongs to a company.
pub(crate) struct Side {
    account: Uuid,
    by: Option<In<'static, Member>>,
    at: String,
}

impl Side {
    /// Of the page that somebody visits.
    pub(crate) async fn of(customer: &Customer) -> Result<Self, Halt> {
        let by = match customer.scope.company() {
            Some(_) => Some(inside(customer).await?),
            None => None,
        };
        Ok(Self { account: customer.session.account, by, at: customer.scope.path(REQUESTS_AT) })
    }

    /// The account.
    pub(crate) const fn account(&self) -> Uuid {
        self.account
    }

    /// The proof of a user of a company.
    pub(crate) const fn by(&self) -> Option<&In<'static, Member>> {
        self.by.as_ref()
    }

    /// The company.
    pub(crate) fn company(&self) -> Option<Uuid> {
        self.by.as_ref().map(In::company)
    }

    /// Who is asked for licenses, and pays room for uploads.
    pub(crate) fn holder(&self) -> Holder {
        self.company().map_or(Holder::Account(self.account), Holder::Company)
    }

    /// In whose name they ask.
    pub(crate) const fn asker(&self) -> Asker {
        if self.by.is_some() { Asker::Company } else { Asker::Personal }
    }

    /// Whether others' requests are among those that they see.
    pub(crate) fn sees_others(&self) -> bool {
        self.by.as_ref().is_some_and(|by| by.may(CompanyRight::SeeRequests))
    }

    /// A page below the list.
    pub(crate) fn at(&self, page: &str) -> String {
        format!("{}{page}", self.at)
    }

    /// What they see.
    pub(crate) fn viewer(&self, cx: &Cx) -> Result<Viewer<'_>, Fault> {
        let viewer = match &self.by {
            Some(by) => Some(Viewer::inside(by)),
            None => Viewer::own(cx),
        };
        viewer.ok_or_else(|| Fault::new("a page of requests for nobody"))
    }

    /// The request of an address; one that they do not see is not found.
    pub(crate) async fn request(&self, cx: &Cx, id: Uuid) -> Result<Visible, Halt> {
        self.viewer(cx)?.see(cx, cx.read(), id).await?.ok_or(Halt::NotFound)
    }
}
