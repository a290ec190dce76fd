//! Companies, as staff and programs find them. A list of companies names no person; a search by the name of one has its line in the log, for it
//! tells for whom somebody looked.

use crate::events::SEARCHED;
use crate::model::name::name_key;
use crate::model::states::{CompanyState, DomainState, OwnerChangeState};
use crate::rights::staff::CompaniesRead;
use crate::tables::company::{Column, Entity, Model};
use crate::tables::{company_domain, invitation, owner_change};
use gatehouse_context::{AuditEntry, Cx, Look, Seen};
use gatehouse_core::{Fault, Moment};
use gatehouse_db::containing::patterns;
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, LikeExpr, Query, SelectStatement};

/// What companies are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompanyColumn {
    /// The name, as it is compared.
    Name,
    /// When it was made.
    Created,
}

/// What of a company waits for staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// A change of owner.
    Owner,
    /// A domain that another company has proven.
    Domain,
    /// An invitation that only staff can send anew.
    Invitation,
}

impl Waits {
    /// Each of them with its word.
    pub const ALL: [(&'static str, Self); 3] =
        [("owner", Self::Owner), ("domain", Self::Domain), ("invitation", Self::Invitation)];

    /// The one with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == word).map(|(_, waits)| waits)
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, waits)| *waits == self).map_or("", |(word, _)| word)
    }
}

/// Which companies.
#[derive(Clone, Debug, Default)]
pub struct CompanyFilter {
    /// The name as it is compared, or the word in its address, contains this.
    pub text: String,
    /// In this state.
    pub state: Option<CompanyState>,
    /// Of this country.
    pub country: Option<String>,
    /// Where this waits.
    pub waits: Option<Waits>,
    /// Made then or later.
    pub from: Option<Moment>,
    /// Made then or earlier.
    pub until: Option<Moment>,
}

impl Look for CompanyFilter {
    type Right = CompaniesRead;

    fn lines(&self) -> Vec<AuditEntry> {
        if self.text.trim().is_empty() { Vec::new() } else { vec![SEARCHED.entry()] }
    }

    fn leafed(&self) -> Option<String> {
        Some(format!("{self:?}"))
    }
}

/// A page of companies.
pub async fn companies(
    cx: &Cx,
    filter: &Seen<CompanyFilter>,
    sorting: Sorting<CompanyColumn>,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let (column, key): (Column, fn(&Model) -> SortKey) = match sorting.column {
        CompanyColumn::Name => (Column::NameKey, |row| SortKey::Text(row.name_key.clone())),
        CompanyColumn::Created => (Column::CreatedAt, |row| SortKey::Int(row.created_at.0)),
    };
    let place = |row: &Model| (key(row), row.id);
    let select = Entity::find().filter(condition(cx, filter));
    keyset(cx.read(), select, (column, Column::Id), sorting.direction, request, place).await
}

fn condition(cx: &Cx, filter: &CompanyFilter) -> Condition {
    let mut all = Condition::all();
    if let Some(found) = named(&filter.text) {
        all = all.add(found);
    }
    if let Some(state) = filter.state {
        all = all.add(Column::State.eq(state));
    }
    if let Some(country) = &filter.country {
        all = all.add(Column::Country.eq(country.as_str()));
    }
    if let Some(waits) = filter.waits {
        all = all.add(Column::Id.in_subquery(waiting(cx, waits)));
    }
    if let Some(from) = filter.from {
        all = all.add(Column::CreatedAt.gte(from));
    }
    if let Some(until) = filter.until {
        all = all.add(Column::CreatedAt.lte(until));
    }
    all
}

/// By name or word; `None` where nothing is searched for. A text of nothing but signs finds nothing.
fn named(text: &str) -> Option<Condition> {
    let [_, lower] = patterns(text)?;
    let like = |pattern: &str| LikeExpr::new(pattern).escape('\\');
    let by_word = Expr::col(Column::Slug).like(like(&lower));
    Some(match patterns(&name_key(text)) {
        Some([key, _]) => Condition::any().add(Expr::col(Column::NameKey).like(like(&key))).add(by_word),
        None => Condition::all().add(by_word),
    })
}

/// The companies where something waits.
fn waiting(cx: &Cx, waits: Waits) -> SelectStatement {
    let mut of = Query::select();
    match waits {
        Waits::Owner => of
            .column(owner_change::Column::CompanyId)
            .from(owner_change::Entity)
            .and_where(owner_change::Column::State.eq(OwnerChangeState::Waiting)),
        Waits::Domain => of
            .column(company_domain::Column::CompanyId)
            .from(company_domain::Entity)
            .and_where(company_domain::Column::State.eq(DomainState::Contested)),
        Waits::Invitation => {
            of.column(invitation::Column::CompanyId).from(invitation::Entity).cond_where(super::parts::lapsed(cx))
        }
    };
    of
}
