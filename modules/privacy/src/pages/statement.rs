//! `/account/statements/{id}`: what a version says, now or when it was in force, and the answer where it can be given.

use super::parts::{answer_badge, answer_form, crumbs, other_language, prose};
use super::{ASK, PRIVACY};
use crate::model::answer::Place;
use crate::queries::standing::{readable, standings};
use crate::texts;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt};

pub(super) async fn show(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let (visit, session, lang) = (&customer.visit, &customer.session, customer.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let (version, text) = readable(&visit.cx, id, lang).await?.ok_or(Halt::NotFound)?;
    let standings = standings(&visit.cx, session.account, session.country.as_deref()).await?;
    let standing = standings.into_iter().find(|standing| standing.version.version == id);
    let since = version.published_at.map(|from| t.msg_version_since(format.number(version.number), format.date(from)));
    let mut head = PageHead::new(&text.title).lede(since.unwrap_or_default()).crumbs(lang, crumbs(lang));
    let old = standing.is_none().then(|| Notice::info(t.msg_not_in_force()));
    let own = standing.as_ref().and_then(|standing| standing.consent.as_ref()).filter(|own| own.version_id == id);
    if let Some(own) = own {
        head = head.badge(answer_badge(own.answer, lang));
    }
    let notices = old.into_iter().chain(other_language(&text, lang));
    let sheet = Sheet::new(visit, text.title.as_str(), head).narrow().notices(notices);
    let sheet = sheet.with(&Panel::new("").with(&prose(&text)));
    let can_answer = standing.is_some_and(|standing| standing.is_here && !standing.is_accepted());
    visit.show(&if can_answer {
        let form = PanelForm::new(ASK).alone().unguarded();
        sheet.with(&answer_form(form, id, &text.lang, Place::Account, PRIVACY, lang))
    } else {
        sheet
    })
}
