//! Domains that two companies have proven (COM-14): staff decide whose they are.

use super::domains::shown;
use crate::actions::domains::award::award;
use crate::queries::domains::contested;
use crate::tables::company;
use crate::texts;
use gatehouse_core::{Fault, Refusal as _, Tone, Uuid};
use gatehouse_web::frames::{Actions, Panel, Sheet};
use gatehouse_web::home::{Attention, Home};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff, UnlessBroken as _};
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use std::collections::HashMap;

/// Where it is.
pub(crate) const CONTESTED: &str = "/staff/company-domains";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Decision {
    claim: String,
    to: String,
}

async fn names(staff: &Staff, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>, Fault> {
    let found = company::Entity::find().filter(company::Column::Id.is_in(ids)).all(staff.visit.cx.read()).await?;
    Ok(found.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Shows what is to be decided.
pub async fn page(staff: Staff) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let (t, format) = (texts(visit.lang()), visit.format());
    let open = contested(&visit.cx).await?;
    let ids = open.iter().flat_map(|(row, holder)| [Some(row), holder.as_ref()]).flatten().map(|row| row.company_id);
    let names = names(&staff, ids.collect()).await?;
    let name = |company: &Uuid| names.get(company).cloned().unwrap_or_default();
    let head = PageHead::new(t.msg_contested()).lede(t.msg_contested_lede());
    let page = Sheet::new(visit, t.msg_contested(), head);
    if open.is_empty() {
        return visit.show(&page.with(&Panel::new("").text(t.msg_contested_none())));
    }
    let page = open.iter().fold(page, |page, (row, holder)| {
        let claimant = name(&row.company_id);
        let mut facts = KeyValues::new()
            .row(t.msg_contested_by(), Cell::text(claimant.as_str()))
            .row(t.msg_contested_since(), Cell::time(&format, row.claimed_at));
        if let Some(holder) = holder {
            let since = holder.verified_at.map(|at| format.date_time(at)).unwrap_or_default();
            facts = facts.row(t.msg_contested_held(), Cell::text(name(&holder.company_id)).sub(since));
        }
        let decide = |label: String, to: &'static str| {
            Button::post(label, CONTESTED).with("claim", row.id.to_string()).with("to", to).about(shown(&row.domain))
        };
        let buttons = [
            decide(t.msg_contested_give(claimant.as_str()), "claimant"),
            decide(t.msg_contested_refuse(), "holder").danger(),
        ];
        page.with(&Panel::new(shown(&row.domain)).with(&facts).with(&Actions::new(buttons)))
    });
    visit.show(&page)
}

/// Decides.
pub async fn decide(staff: Staff, Posted(form): Posted<Decision>) -> Result<Done, Halt> {
    staff.elevated()?;
    let visit = &staff.visit;
    let claim = Uuid::parse_str(&form.claim).map_err(|_| Halt::NotFound)?;
    let said = match award(&visit.cx, claim, form.to == "claimant").await.unless_broken()? {
        Ok(()) => texts(visit.lang()).msg_contested_done(),
        Err(refusal) => refusal.text(visit.lang()),
    };
    Ok(visit.go_saying(CONTESTED, said))
}

/// What staff read first on their home page.
pub(super) async fn alarm(staff: &Staff, home: &mut Home) -> Result<(), Halt> {
    if !staff.is_any_of(&crate::rights::DECIDERS) {
        return Ok(());
    }
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let open = contested(&visit.cx).await?;
    let Some((first, _)) = open.first() else { return Ok(()) };
    home.attention.push(Attention {
        tone: Tone::Warn,
        title: t.msg_contested_alarm(shown(&first.domain)),
        text: t.msg_contested_lede(),
        action: Button::link(t.msg_contested_open(), CONTESTED),
    });
    Ok(())
}
