//! `/request-files`: the files of a message for somebody without an account, by the link of its mail (SUP-5, SUP-13). Looking gives nothing out.

use crate::model::file_link::FILES_PAGE;
use crate::model::files::FILE;
use crate::queries::mailed_files::{Mailed, of_token};
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::refusals::BadLink;
use gatehouse_core::{Refusal as _, Uuid};
use gatehouse_files::fetch::{Viewer, address};
use gatehouse_files::{Files, has_scanner};
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm, Paragraph};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Visit};
use serde::Deserialize;

/// Links tried from one network: 60 at once, then one each second.
const BUDGET: Budget = Budget::of_strangers(Limit { action: "support.mailed_files", burst: 60, seconds_each: 1 });

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.form(FILES_PAGE, look, get, BUDGET))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    token: String,
    file: String,
}

/// Takes the token out of the address, then shows the files.
async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, FILES_PAGE, &link, async |token| {
        BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
        match of_token(&visit.cx, &token).await? {
            Some(mailed) => Ok(visit.show(&page(&visit, &token, &mailed))?.secret()),
            None => dead(&visit),
        }
    })
    .await
}

fn page(visit: &Visit, token: &str, mailed: &Mailed) -> Card {
    let (t, lang) = (texts(visit.lang()), visit.lang());
    let mut card = Card::new(visit, t.msg_mailed_title(), &FormErrors::new()).lede(t.msg_mailed_lede());
    for (row, file) in &mailed.files {
        let name = format!("{} · {}", file.name.as_str(), sizes(lang, file.size));
        let state = file_text(lang, file, has_scanner(&visit.cx));
        card = card.with(&Paragraph::new(name)).with(&Paragraph::muted(state));
        if file.is_open() {
            let form = PanelForm::in_card(FILES_PAGE)
                .field(&Field::hidden("token", token))
                .field(&Field::hidden("file", row.id.to_string()))
                .button(Button::submit(t.msg_req_file_get()).icon(Icon::Download).about(file.name.as_str()));
            card = card.with(&form);
        }
    }
    card
}

/// Leads to one of them, for ten minutes.
async fn get(visit: Visit, Posted(wanted): Posted<Wanted>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let cx = &visit.cx;
    let Some(mailed) = of_token(cx, &wanted.token).await? else { return dead(&visit) };
    let file = Uuid::parse_str(&wanted.file).map_err(|_| Halt::NotFound)?;
    let (row, _) = mailed.files.into_iter().find(|(row, _)| row.id == file).ok_or(Halt::NotFound)?;
    let found = cx.service::<Files>()?.find(cx, &FILE, row.file_id).await?.ok_or(Halt::NotFound)?;
    Ok(visit.go(&address(cx, &FILE, &found, &Viewer::of_mail(mailed.person))?))
}

fn dead(visit: &Visit) -> Result<Done, Halt> {
    let (t, bad) = (texts(visit.lang()), BadLink::Expired);
    let card = Card::new(visit, t.msg_stop_dead(), &FormErrors::new()).lede(bad.text(visit.lang()));
    visit.show_refused(&bad, &card.lede(t.msg_mailed_dead()).way("", t.msg_stop_home(), "/"))
}
