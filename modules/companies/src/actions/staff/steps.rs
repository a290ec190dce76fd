//! What the actions of staff begin and end with.

use crate::actions::lock::lock;
use crate::model::name::LONGEST_COMPANY;
use crate::model::states::CompanyState;
use crate::rights::Locked;
use crate::rights::staff::NotAllowed;
use crate::tables::company::{Column, Entity};
use gatehouse_approval::ApprovalRefusal;
use gatehouse_context::Cx;
use gatehouse_core::text::{one_line, several_lines};
use gatehouse_core::{Fault, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;

/// Why a company stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum CompanyRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such company.
    #[refusal(404, "company.unknown", staff_unknown)]
    Unknown,
    /// Somebody else changed it meanwhile.
    #[refusal(412, "company.changed_meanwhile", staff_changed_meanwhile)]
    Stale,
    /// Its owner deleted it.
    #[refusal(409, "company.is_deleted", staff_is_deleted)]
    Deleted,
    /// It needs a name of up to 200 characters that can be read.
    #[refusal(422, "company.name_wrong", staff_name_wrong, field = "name")]
    Name,
    /// Not the code of a country.
    #[refusal(422, "company.country_wrong", staff_country_wrong, field = "country")]
    Country,
    /// Not the tag of a language.
    #[refusal(422, "company.lang_wrong", staff_lang_wrong, field = "lang")]
    Lang,
    /// Nothing waits to be confirmed.
    #[refusal(409, "company.not_unverified", staff_not_unverified)]
    NotUnverified,
}

/// What is wrong with words that a clerk writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ReasonRefusal {
    /// 1 to 2,000 characters that can be read.
    #[refusal(422, "company.reason_wrong", staff_reason_wrong, field = "reason")]
    Reason,
}

/// The longest words of a clerk, in characters.
const LONGEST_WORDS: usize = 2_000;

/// A step's answer as that of the action.
pub(crate) fn widened<R: From<E>, E>(stop: Stop<E>) -> Stop<R> {
    match stop {
        Stop::Refused(refusal) => Stop::Refused(refusal.into()),
        Stop::Broken(fault) => Stop::Broken(fault),
    }
}

/// The same of the rules of two people, for who has them in a refusal of their own.
pub(super) fn of_approval<R: From<ApprovalRefusal>>(stop: Stop<ApprovalRefusal>) -> Stop<R> {
    widened(stop)
}

/// A company that can be used, held until the transaction ends; at the version that was looked at, where one is said.
pub(super) async fn held<'t>(
    cx: &Cx,
    tx: &'t Tx,
    company: Uuid,
    expected: Option<i64>,
) -> Outcome<Locked<'t>, CompanyRefusal> {
    let Some(held) = lock(cx, tx, company).await? else { return Err(refuse(CompanyRefusal::Unknown)) };
    if held.row().state == CompanyState::Deleted {
        return Err(refuse(CompanyRefusal::Deleted));
    }
    if expected.is_some_and(|version| version != held.row().version) {
        return Err(refuse(CompanyRefusal::Stale));
    }
    Ok(held)
}

/// Its version goes up: who looked at it before is told that it has changed.
pub(super) async fn touch(tx: &Tx, company: Uuid) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(company))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// A company's name as it is stored.
pub(super) fn read_name(typed: &str) -> Result<String, CompanyRefusal> {
    let name = one_line(typed).map_err(|_| CompanyRefusal::Name)?;
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_COMPANY;
    if fits { Ok(name) } else { Err(CompanyRefusal::Name) }
}

/// Words of a clerk, which have to be there.
pub(crate) fn read_reason(typed: &str) -> Result<String, ReasonRefusal> {
    let words = read_words(typed)?;
    if words.is_empty() { Err(ReasonRefusal::Reason) } else { Ok(words) }
}

/// Words that may be missing.
pub(crate) fn read_words(typed: &str) -> Result<String, ReasonRefusal> {
    let words = several_lines(typed).map_err(|_| ReasonRefusal::Reason)?;
    if words.chars().count() > LONGEST_WORDS { Err(ReasonRefusal::Reason) } else { Ok(words) }
}
