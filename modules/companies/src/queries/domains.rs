//! The mail domains of companies (COM-14): what is claimed, what each claim's last look found, and which company an address fits.

use crate::model::states::DomainState;
use crate::rights::{In, Owner};
use crate::tables::company_domain::{Column, Entity, Model};
use gatehouse_address::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_domains::{Answer, Challenge, Course, MailDomain, State, checks, fitting};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// Where the value of the DNS record is sealed.
pub(crate) const TOKEN: &str = "company_domain.token";
/// Where what came back last is sealed.
pub(crate) const ANSWER: &str = "company_domain.last_answer";
/// Claims of one company at most.
pub const MOST: usize = 20;

/// A claim with what is sealed in it.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its row.
    pub row: Model,
    /// The domain.
    pub domain: MailDomain,
    /// What its record must say.
    pub challenge: Challenge,
    /// What came back last.
    pub answer: Option<Answer>,
}

impl Claim {
    /// Opens a row. `key`: the company's.
    pub(crate) fn open(key: &SubjectKey, row: Model) -> Result<Self, Fault> {
        let broken = || Fault::new("a claimed domain cannot be read");
        let domain = MailDomain::parse(&row.domain).map_err(|_| broken())?;
        let challenge = Challenge::read(&key.open_text(TOKEN, row.id, &row.token)?).ok_or_else(broken)?;
        let answer = match &row.last_answer {
            Some(sealed) => Some(serde_json::from_slice(&key.open(ANSWER, row.id, sealed)?)?),
            None => None,
        };
        Ok(Self { row, domain, challenge, answer })
    }

    /// How its checks go.
    #[must_use]
    pub fn course(&self) -> Course {
        Course {
            state: state(self.row.state),
            claimed_at: self.row.claimed_at,
            failing_since: self.row.failing_since,
            absent_days: u8::try_from(self.row.absent_days).unwrap_or(u8::MAX),
            next_check_at: self.row.next_check_at,
        }
    }
}

/// The kit's word for a stored state.
#[must_use]
pub const fn state(stored: DomainState) -> State {
    match stored {
        DomainState::Pending => State::Pending,
        DomainState::Verified => State::Verified,
        DomainState::Failing => State::Failing,
        DomainState::Lost => State::Lost,
        DomainState::Contested => State::Contested,
    }
}

/// The stored word for a state of the kit.
#[must_use]
pub const fn stored(state: State) -> DomainState {
    match state {
        State::Pending => DomainState::Pending,
        State::Verified => DomainState::Verified,
        State::Failing => DomainState::Failing,
        State::Lost => DomainState::Lost,
        State::Contested => DomainState::Contested,
    }
}

/// The claims of the owner's company, by domain.
pub async fn claims(cx: &Cx, by: &In<'_, Owner>) -> Result<Vec<Claim>, Fault> {
    let own = Entity::find().filter(Column::CompanyId.eq(by.company())).order_by_asc(Column::Domain);
    let rows = own.limit(u64::try_from(MOST)?).all(cx.read()).await?;
    let key = subject::key(cx, cx.read(), by.company()).await?;
    rows.into_iter().map(|row| Claim::open(&key, row)).collect()
}

/// Claims whose time to be looked at has come, the longest due first. What lies further ahead than any plan was written by a clock that
/// was ahead.
pub(crate) async fn due(cx: &Cx, most: u64) -> Result<Vec<Claim>, Fault> {
    let now = cx.now();
    let due =
        Condition::any().add(Column::NextCheckAt.lte(now)).add(Column::NextCheckAt.gt(checks::latest_believed(now)));
    let rows = Entity::find()
        .filter(due)
        .order_by_asc(Column::NextCheckAt)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(cx.read());
    opened(cx, rows.await?).await
}

/// Claims of any company that are proven, of domains below a name, 200 at the most. For the demo, which answers for its own domains.
pub async fn proven_below(cx: &Cx, name: &str) -> Result<Vec<Claim>, Fault> {
    let rows = Entity::find()
        .filter(Column::State.is_in([DomainState::Verified, DomainState::Failing]))
        .filter(Column::Domain.ends_with(format!(".{name}")))
        .order_by_asc(Column::Id)
        .limit(200)
        .all(cx.read());
    opened(cx, rows.await?).await
}

/// Opens rows of several companies; one whose key is gone is being purged. One that cannot be read keeps no other from being looked at.
async fn opened(cx: &Cx, rows: Vec<Model>) -> Result<Vec<Claim>, Fault> {
    let companies: Vec<Uuid> = rows.iter().map(|row| row.company_id).collect();
    let keys = subject::keys(cx, cx.read(), &companies).await?;
    let opened = |row: Model| {
        let id = row.id;
        Claim::open(keys.get(&row.company_id)?, row)
            .inspect_err(|fault| tracing::error!(%fault, claim = %id, "a claimed domain cannot be looked at"))
            .ok()
    };
    Ok(rows.into_iter().filter_map(opened).collect())
}

/// Whether another company has the domain.
pub(crate) async fn is_held_elsewhere<C: ConnectionTrait>(conn: &C, row: &Model) -> Result<bool, Fault> {
    let other = Entity::find()
        .filter(Column::Domain.eq(row.domain.as_str()))
        .filter(Column::State.is_in([DomainState::Verified, DomainState::Failing]))
        .filter(Column::CompanyId.ne(row.company_id));
    Ok(other.one(conn).await?.is_some())
}

/// Contested claims with the company that has the domain, for staff.
pub async fn contested(cx: &Cx) -> Result<Vec<(Model, Option<Model>)>, Fault> {
    let open = Entity::find().filter(Column::State.eq(DomainState::Contested)).order_by_asc(Column::Id).limit(200);
    let rows = open.all(cx.read()).await?;
    let names: Vec<&str> = rows.iter().map(|row| row.domain.as_str()).collect();
    let held = Entity::find()
        .filter(Column::Domain.is_in(names))
        .filter(Column::State.is_in([DomainState::Verified, DomainState::Failing]));
    let held = held.all(cx.read()).await?;
    let holder = |row: &Model| held.iter().find(|other| other.domain == row.domain).cloned();
    Ok(rows.into_iter().map(|row| (holder(&row), row)).map(|(holder, row)| (row, holder)).collect())
}

/// How an address stands to a company's domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is of no domain that the company has proven.
    None,
    /// It is of one that was proven, and whose record is missing now: enough for joining and for the directory.
    Held,
    /// It is of one whose record stood there at the last look: enough also for a first sign-in by the company's provider.
    Verified,
}

/// How an address stands to a company's domains. The longest claim that covers it decides.
pub async fn fits<C: ConnectionTrait>(conn: &C, company: Uuid, address: &Email) -> Result<Fit, Fault> {
    Ok(fits_of(conn, &[company], address).await?.into_iter().next().map_or(Fit::None, |(_, fit)| fit))
}

/// The one of these companies whose proven domain an address fits: for a license that several of them hold (COM-2). Of all companies, the
/// one with the longest domain has the address: who has proven `acme.example` with what is below it speaks for nobody of `eu.acme.example`
/// once another company has proven that.
pub async fn fits_of<C: ConnectionTrait>(
    conn: &C,
    companies: &[Uuid],
    address: &Email,
) -> Result<Vec<(Uuid, Fit)>, Fault> {
    let held = longest(conn, &MailDomain::of(address), [DomainState::Verified, DomainState::Failing]).await?;
    let own = held.filter(|row| companies.contains(&row.company_id));
    let fit = |row: &Model| if state(row.state).is_verified() { Fit::Verified } else { Fit::Held };
    Ok(own.map(|row| (row.company_id, fit(&row))).into_iter().collect())
}

/// The longest domain of any company that an address of this domain is of, among those in these states.
pub(super) async fn longest<C: ConnectionTrait>(
    conn: &C,
    of: &MailDomain,
    states: impl IntoIterator<Item = DomainState>,
) -> Result<Option<Model>, Fault> {
    let held =
        Entity::find().filter(Column::Domain.is_in(at_and_above(of.as_str()))).filter(Column::State.is_in(states));
    let claims = held.all(conn).await?.into_iter();
    let claims: Vec<(MailDomain, Model)> =
        claims.filter_map(|row| Some((MailDomain::parse(&row.domain).ok()?, row))).collect();
    Ok(fitting(of, &claims, |(domain, row)| (domain, row.subdomains)).map(|(_, row)| row.clone()))
}

/// A domain, and each above it.
fn at_and_above(domain: &str) -> Vec<&str> {
    let above = domain.char_indices().filter(|(_, c)| *c == '.').filter_map(|(dot, _)| domain.get(dot + 1..));
    std::iter::once(domain).chain(above).collect()
}

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
