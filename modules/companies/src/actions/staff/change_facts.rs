//! Country and language of a company are changed on request. The language is that in which the names of its users are sorted (COM-4): a job
//! places them anew ([`crate::actions::sort_names`]).

use super::steps::{CompanyRefusal, held};
use crate::events::FACTS_CHANGED;
use crate::jobs::sort_names;
use crate::rights::staff::{CompaniesWrite, may};
use crate::tables::company::{Column, Entity};
use gatehouse_accounts::model::Country;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// What it is then.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// ISO 3166-1 alpha-2; `None`: as it is.
    pub country: Option<String>,
    /// One of the three languages; `None`: as it is.
    pub lang: Option<String>,
}

/// Changes a company that is still at `expected` (`None`: whatever it is at).
pub async fn change_facts(cx: &Cx, id: Uuid, expected: Option<i64>, facts: &Facts) -> Outcome<Uuid, CompanyRefusal> {
    may::<CompaniesWrite>(cx).or_refuse()?;
    let country = match &facts.country {
        Some(typed) => match Country::from_code(typed.trim()) {
            Some(country) => Some(country.code),
            None => return Err(refuse(CompanyRefusal::Country)),
        },
        None => None,
    };
    let lang = match &facts.lang {
        Some(typed) => match Lang::from_tag(typed.trim()) {
            Some(lang) => Some(lang.tag()),
            None => return Err(refuse(CompanyRefusal::Lang)),
        },
        None => None,
    };
    let tx = cx.begin().await?;
    let held = held(cx, &tx, id, expected).await?;
    let row = held.row();
    let (country_now, lang_now) = (country.unwrap_or(&row.country), lang.unwrap_or(&row.lang));
    if country_now != row.country || lang_now != row.lang {
        Entity::update_many()
            .col_expr(Column::Country, Expr::value(country_now))
            .col_expr(Column::Lang, Expr::value(lang_now))
            .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
            .filter(Column::Id.eq(id))
            .exec(&*tx)
            .await?;
        let details = json!({
            "country": country_now, "country_before": row.country, "lang": lang_now, "lang_before": row.lang,
        });
        cx.audit(&tx, FACTS_CHANGED.about(id).with(details)).await?;
        if lang_now != row.lang {
            sort_names::enqueue(cx, &tx, id, lang_now).await?;
        }
    }
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
