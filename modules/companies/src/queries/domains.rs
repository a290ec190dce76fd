//! Which company an address belongs to by its mail domain (COM-2, COM-14).

use crate::model::states::DomainState;
use crate::tables::company_domain::{Column, Entity};
use gatehouse_accounts::model::Email;
use gatehouse_core::{Fault, Uuid};
use gatehouse_domains::{MailDomain, fitting};
use sea_orm::entity::prelude::*;

/// The proven domains of some companies.
pub(crate) struct Proven(Vec<(MailDomain, bool, Uuid)>);

impl Proven {
    /// Of these companies.
    pub(crate) async fn of<C: ConnectionTrait>(conn: &C, companies: &[Uuid]) -> Result<Self, Fault> {
        if companies.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let held = Entity::find()
            .filter(Column::CompanyId.is_in(companies.iter().copied()))
            .filter(Column::State.is_in([DomainState::Verified, DomainState::Failing]));
        let rows = held.all(conn).await?;
        let read = |row: crate::tables::company_domain::Model| {
            Some((MailDomain::parse(&row.domain).ok()?, row.subdomains, row.company_id))
        };
        Ok(Self(rows.into_iter().filter_map(read).collect()))
    }

    /// The company whose domain an address is of.
    pub(crate) fn company_of(&self, address: &Email) -> Option<Uuid> {
        let of = MailDomain::of(address);
        fitting(&of, &self.0, |(domain, subdomains, _)| (domain, *subdomains)).map(|(.., company)| *company)
    }

    /// Whether a company has proven any.
    pub(crate) fn has_any(&self, company: Uuid) -> bool {
        self.0.iter().any(|(.., of)| *of == company)
    }
}
