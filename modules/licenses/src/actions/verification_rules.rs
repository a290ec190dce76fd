//! Which licenses a clerk looks at before they work (LIC-23): rules are set and ended by clerks. They hold for what is added from then on.

use crate::events;
use crate::model::license::number_from;
use crate::model::verification::VerificationRule;
use crate::queries::orders::stored_by_number;
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::verification_rule::{ActiveModel, Column, Entity};
use crate::tables::{issue_batch, license};
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong};
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Unique;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde_json::json;

const OPEN: Unique =
    Unique { name: "verification_rule_open", columns: "verification_rule.kind, verification_rule.about_id" };

/// What is flagged.
#[derive(Clone, Debug, Default)]
pub struct SetRule {
    /// `license`, `batch`, `order`, `product` or `first_of_country`.
    pub kind: String,
    /// The license number, the batch's id, the order's number, or the product's code.
    pub about: String,
}

/// Why nothing was set or ended.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RuleRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// Fields are wrong.
    Invalid(Invalid),
    /// No such rule, or it has ended.
    #[refusal(404, "verification_rule.unknown", refusal_verification_rule_unknown)]
    Unknown,
    /// The same is set already.
    #[refusal(409, "verification_rule.set_already", refusal_verification_rule_set)]
    Already,
}

/// Sets a rule; answers its id.
pub async fn set_rule(cx: &Cx, input: &SetRule) -> Outcome<Uuid, RuleRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let kind = reader.choice("kind", &input.kind, set_by_clerks);
    let typed = reader.line("about", &input.about, 120);
    let about = match kind {
        Some(kind) if !typed.is_empty() => find(cx, kind, &typed).await?,
        _ => None,
    };
    if kind.is_some() && !typed.is_empty() && about.is_none() {
        reader.wrong("about", Wrong::Unknown);
    }
    reader.finish(()).or_refuse()?;
    let (Some(kind), Some(about)) = (kind, about) else { return Err(refuse(RuleRefusal::Unknown)) };
    let tx = cx.begin().await?;
    let same = Entity::find()
        .filter(Column::Kind.eq(kind))
        .filter(Column::AboutId.eq(about))
        .filter(Column::EndedAt.is_null());
    if same.one(&*tx).await?.is_some() {
        return Err(refuse(RuleRefusal::Already));
    }
    let id = cx.id();
    let row = ActiveModel {
        id: Set(id),
        kind: Set(kind),
        about_id: Set(about),
        set_at: Set(cx.now()),
        set_by_kind: Set(cx.actor.kind().to_owned()),
        set_by_id: Set(cx.actor.id()),
        ended_at: Set(None),
    };
    match Entity::insert(row).exec_without_returning(&*tx).await {
        // Another clerk set it at the same moment.
        Err(error) if OPEN.violated_by(&error) => return Err(refuse(RuleRefusal::Already)),
        stored => stored.map_err(Fault::from)?,
    };
    cx.audit(&tx, events::VERIFICATION_RULE_SET.about(id).with(json!({ "rule": kind.word() }))).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Ends a rule. What waits goes on waiting.
pub async fn end_rule(cx: &Cx, id: Uuid) -> Outcome<(), RuleRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let changed = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(id))
        .filter(Column::EndedAt.is_null())
        .exec(&*tx)
        .await?
        .rows_affected;
    if changed == 0 {
        return Err(refuse(RuleRefusal::Unknown));
    }
    cx.audit(&tx, events::VERIFICATION_RULE_ENDED.about(id)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// A kind that clerks set.
fn set_by_clerks(word: &str) -> Option<VerificationRule> {
    VerificationRule::from_word(word).filter(|kind| VerificationRule::SET.contains(kind))
}

/// What was typed, as an id.
async fn find(cx: &Cx, kind: VerificationRule, typed: &str) -> Result<Option<Uuid>, Fault> {
    // PostgreSQL has no zero character in a text.
    let typed = typed.replace('\0', "");
    Ok(match kind {
        VerificationRule::License => match number_from(&typed) {
            Some(number) => {
                let found = license::Entity::find().filter(license::Column::Number.eq(number));
                found.one(cx.read()).await?.map(|row| row.id)
            }
            None => None,
        },
        VerificationRule::Order => stored_by_number(cx, &typed).await?.map(|row| row.id),
        VerificationRule::Product | VerificationRule::FirstOfCountry => {
            let found = product::Entity::find().filter(product::Column::Code.eq(typed.to_lowercase()));
            found.one(cx.read()).await?.map(|row| row.id)
        }
        VerificationRule::Batch => match Uuid::parse_str(&typed) {
            Ok(id) => issue_batch::Entity::find_by_id(id).one(cx.read()).await?.map(|row| row.id),
            Err(_) => None,
        },
        // It always holds.
        VerificationRule::OtherName => None,
    })
}
