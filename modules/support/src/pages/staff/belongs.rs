//! What a request belongs with: it goes on in another one, or is linked with it; both can be undone (SUP-17). And to which colleague it goes.

use super::act::answered;
use super::request::{at, seen};
use crate::actions::assign::{To, assign, colleagues};
use crate::actions::link::{link, unlink};
use crate::actions::merge::{merge, unmerge};
use crate::lists::staff_requests::{Requests, place, status_badge};
use crate::model::request::LinkKind;
use crate::pages::advice::article_of;
use crate::queries::staff::Looked;
use crate::queries::staff_request::Linked;
use crate::refusals::RequestRefusal;
use crate::rights::AGENTS;
use crate::texts;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Fault, Uuid};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Sheet};
use gatehouse_web::history::staff_names;
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().staff(AGENTS, |doors| {
        doors
            .form("/staff/requests/{id}/join", ask, join)
            .post("/staff/requests/{id}/unmerge", unmerged)
            .post("/staff/requests/{id}/links/{link}/remove", unlinked)
            .post("/staff/requests/{id}/colleague", to_colleague)
    })
}

/// What it belongs with.
pub(super) fn panel(staff: &Staff, seen: &Seen<Looked>, links: &[Linked], may_act: bool) -> Panel {
    let (lang, row) = (staff.visit.lang(), seen.row());
    let t = texts(lang);
    let heads = [t.msg_request(), t.msg_status()].map(Head::new).into_iter().chain([Head::actions(lang)]);
    let mut table = Table::new(t.msg_staff_links(), heads);
    for one in links {
        let kind = match one.link.kind {
            LinkKind::Merged if one.link.other_id == row.id => t.msg_staff_link_taken_in(),
            kind => kind.name(lang),
        };
        // What goes on in another one is taken out by the notice above.
        let undo = match one.link.kind {
            LinkKind::Related => Some((t.msg_staff_unlink(), at(row.id, &format!("links/{}/remove", one.link.id)))),
            LinkKind::Merged if one.link.other_id == row.id && !one.other.status.is_final() => {
                Some((t.msg_staff_unmerge(), at(one.other.id, "unmerge")))
            }
            LinkKind::Merged | LinkKind::Follows => None,
        };
        let undo = undo.filter(|_| may_act);
        let undo = undo.map(|(label, to)| Button::post(label, to).about(one.other.number.as_str()).small());
        table.push([
            Cell::number_link(&one.other.number, place(one.other.id)).sub(kind),
            Cell::badge(&status_badge(&one.other, lang)),
            Cell::actions(undo),
        ]);
    }
    let join = may_act.then(|| Button::link(t.msg_staff_join(), at(row.id, "join")).small());
    let panel = Panel::new(t.msg_staff_links()).id("links").button(join).table_or(table, t.msg_staff_links_none());
    match article_of(staff, row.id) {
        Some(article) => panel.with(&Actions::new([article.small()])),
        None => panel,
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    target: String,
    how: String,
}

async fn ask(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let seen = seen(&staff, id).await?;
    let typed = Typed { how: "link".to_owned(), ..Typed::default() };
    staff.visit.show(&page(&staff, &seen, &typed, &FormErrors::new()))
}

fn page(staff: &Staff, seen: &Seen<Looked>, typed: &Typed, errors: &FormErrors) -> Sheet {
    let (visit, lang, row) = (&staff.visit, staff.visit.lang(), seen.row());
    let t = texts(lang);
    let ways = [
        Choice::new("link", t.msg_staff_join_link()).hint(t.msg_staff_join_link_hint()),
        Choice::new("merge", t.msg_staff_join_merge()).hint(t.msg_staff_join_merge_hint()),
    ];
    let form = PanelForm::new(at(row.id, "join"))
        .alone()
        .field(&Field::text("target", t.msg_staff_join_number()).value(&typed.target).errors(errors))
        .field(&Choices::one("how", t.msg_staff_join_how(), ways).values(&[&typed.how]).errors(errors))
        .button(Button::submit(t.msg_staff_join()).primary())
        .button(Button::link(t.msg_staff_back(), at(row.id, "")));
    let head = head(seen, t.msg_staff_join(), lang);
    Sheet::new(visit, t.msg_staff_join(), head).narrow().errors(errors).with(&form)
}

fn head(seen: &Seen<Looked>, title: String, lang: gatehouse_core::Lang) -> PageHead {
    let row = seen.row();
    let above = [(texts(lang).msg_requests(), Requests::AT.to_owned()), (row.number.clone(), at(row.id, ""))];
    PageHead::new(title).crumbs(lang, above)
}

async fn join(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let joined = match typed.how.as_str() {
        "merge" => merge(&visit.cx, id, &typed.target).await,
        _ => link(&visit.cx, id, &typed.target).await,
    };
    let done = async |()| Ok(visit.go_saying(&at(id, ""), t.msg_staff_joined()));
    let again = async |errors: FormErrors| {
        let seen = seen(&staff, id).await?;
        Ok(page(&staff, &seen, &typed, &errors))
    };
    visit.answer(joined, done, again).await
}

async fn unmerged(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let done = unmerge(&staff.visit.cx, id).await;
    answered(&staff, id, done, texts(staff.visit.lang()).msg_staff_unmerged()).await
}

async fn unlinked(staff: Staff, Ids([id, link]): Ids<2>) -> Result<Done, Halt> {
    let done = unlink(&staff.visit.cx, id, link).await;
    answered(&staff, id, done, texts(staff.visit.lang()).msg_staff_unlinked()).await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Chosen {
    to: String,
    version: String,
}

/// The members of the staff who answer requests, by name.
pub(super) async fn colleague_choices(cx: &Cx) -> Result<Vec<Choice>, Fault> {
    let all = {
        let tx = cx.begin().await?;
        colleagues(cx, &tx).await?
    };
    let mut names: Vec<_> = staff_names(cx, all).await?.into_iter().collect();
    names.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(names.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect())
}

/// Who answers requests is asked inside a transaction, so that the page is shown by a POST.
async fn colleague_page(staff: &Staff, seen: &Seen<Looked>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang, row) = (&staff.visit, staff.visit.lang(), seen.row());
    let t = texts(lang);
    let choices = colleague_choices(&visit.cx).await?;
    let chosen = row.assignee_id.map(|id| id.to_string()).unwrap_or_default();
    let form = PanelForm::new(at(row.id, "colleague"))
        .alone()
        .field(&Field::hidden("version", row.version.to_string()))
        .field(&Choices::one("to", t.msg_staff_assignee(), choices).values(&[&chosen]).errors(errors))
        .button(Button::submit(t.msg_staff_assign()).primary())
        .button(Button::link(t.msg_staff_back(), at(row.id, "")));
    let head = head(seen, t.msg_staff_assign_colleague(), lang);
    Ok(Sheet::new(visit, t.msg_staff_assign_colleague(), head).narrow().errors(errors).with(&form))
}

async fn to_colleague(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Chosen>) -> Result<Done, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    if typed.to.is_empty() {
        let seen = seen(&staff, id).await?;
        return visit.show(&colleague_page(&staff, &seen, &FormErrors::new()).await?);
    }
    let to = To::Colleague(Uuid::parse_str(&typed.to).unwrap_or_default());
    let assigned = assign(&visit.cx, id, to, typed.version.parse().ok()).await;
    let done = async |()| Ok(visit.go_saying(&at(id, ""), t.msg_staff_assigned()));
    let again = async |errors: FormErrors| {
        let seen = seen(&staff, id).await?;
        colleague_page(&staff, &seen, &errors).await
    };
    visit.answer::<_, RequestRefusal, _>(assigned, done, again).await
}
