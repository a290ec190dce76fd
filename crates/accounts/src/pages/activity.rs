//! What was done in the account, and by whom (ALL-3).

use super::section::section;
use super::sessions::ListPage;
use crate::queries::activity::activity;
use axum::extract::Query;
use gatehouse_core::{Lang, Moment};
use gatehouse_db::audit::Audit;
use gatehouse_db::paging::{ListKey, PageRequest};
use gatehouse_web::view::*;
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Customer, Done, Halt};
use serde::Deserialize;

/// The groups that can be shown alone.
const GROUPS: [&str; 2] = ["account", "license"];

#[derive(Deserialize)]
pub struct ActivityQuery {
    #[serde(default)]
    group: String,
    after: Option<String>,
    before: Option<String>,
}

/// Shows a page of the log, newest first.
pub async fn list(customer: Customer, Query(query): Query<ActivityQuery>) -> Result<Done, Halt> {
    let Customer { visit, session } = customer;
    let lang = visit.lang();
    let t = crate::texts(lang);
    let group = GROUPS.into_iter().find(|group| *group == query.group);
    let name = format!("/account/activity {} {}", session.account, group.unwrap_or_default());
    let key = ListKey::new(&visit.cx, name);
    let request = PageRequest::parse(key, query.after.as_deref(), query.before.as_deref(), None);
    let lines = activity(&visit.cx, session.account, group, &request).await?;
    let format = visit.format();
    let heads = [Head::new(t.msg_activity_what()), Head::new(t.msg_activity_who()), Head::new(t.msg_activity_when())];
    let mut table = Table::new(t.msg_activity_title(), heads);
    for line in &lines.items {
        table.push([Cell::text(what(lang, line)), who_cell(lang, line), Cell::time(&format, Moment(line.at))]);
    }
    let choices = [("account", t.msg_activity_account()), ("license", t.msg_activity_license())];
    let select = Select::new("group", t.msg_activity_group(), choices.map(|(word, label)| Choice::new(word, label)))
        .first(t.msg_activity_all())
        .value(group.unwrap_or_default())
        .plain();
    let empty = table.is_empty().then(|| {
        Empty::new(Icon::Activity, t.msg_activity_none(), t.msg_activity_none_text())
            .action(Button::link(t.msg_activity_all(), "/account/activity"))
    });
    let href = |word: &str, cursor: String| {
        format!("/account/activity?group={}&{word}={}", group.unwrap_or_default(), query_escape(&cursor))
    };
    let pager = Pager::new(lang, lines.items.len())
        .previous(lines.previous.map(|cursor| href("before", cursor)))
        .next(lines.next.map(|cursor| href("after", cursor)));
    visit.show(&ListPage {
        page: visit.page(t.msg_activity_title()),
        head: PageHead::new(t.msg_activity_title()).lede(t.msg_activity_lede()),
        section: section(lang, "/account/activity"),
        filters: Some(Filters::new(lang, "/account/activity").field(&select)),
        table,
        empty,
        pager: Some(pager),
        below: None,
    })
}

/// The line in words. Kinds that this page does not know are changes of their group.
fn what(lang: Lang, line: &Audit) -> String {
    let t = crate::texts(lang);
    match line.kind.as_str() {
        "account.registered" => t.msg_did_registered(),
        "account.registered_again" => t.msg_did_registered_again(),
        "account.created" => t.msg_did_created(),
        "account.link_sent_again" => t.msg_did_link_sent(),
        "account.confirmed" => t.msg_did_confirmed(),
        "account.signed_in" => match device(line) {
            Some(device) => t.msg_did_signed_in_on(device),
            None => t.msg_did_signed_in(),
        },
        "account.signed_out" => t.msg_did_signed_out(),
        "account.sign_in_failed" => t.msg_did_sign_in_failed(),
        "account.proof_failed" => t.msg_did_proof_failed(),
        "account.proved" => t.msg_did_proved(),
        "account.recovery_requested" => t.msg_did_recovery(),
        "account.password_set" => t.msg_did_password_set(),
        "account.password_changed" => t.msg_did_password_changed(),
        "account.notifications_changed" => t.msg_did_notifications(),
        "account.profile_changed" => t.msg_did_profile(),
        "account.session_ended" => t.msg_did_session_ended(),
        "account.browser_forgotten" => t.msg_did_browser_forgotten(),
        "account.sessions_ended" => t.msg_did_sessions_ended(),
        "account.viewed" => t.msg_did_viewed(),
        "account.searched" | "license.searched" => t.msg_did_searched(),
        "license.added" => t.msg_did_license_added(),
        "license.removed" => t.msg_did_license_removed(),
        "license.activated" => t.msg_did_license_activated(),
        "license.deactivated" => t.msg_did_license_deactivated(),
        "license.blocked" => t.msg_did_license_blocked(),
        "license.unblocked" => t.msg_did_license_unblocked(),
        "license.code_shown" => t.msg_did_license_shown(),
        "license.code_resent" => t.msg_did_license_resent(),
        "license.viewed" => t.msg_did_license_viewed(),
        kind if kind.starts_with("license.") => t.msg_did_license_other(),
        _ => t.msg_did_other(),
    }
}

fn device(line: &Audit) -> Option<String> {
    let details: serde_json::Value = serde_json::from_str(line.details.as_deref()?).ok()?;
    Some(details.get("device")?.as_str()?.to_owned())
}

/// By whom, and from where; where the vendor's people and systems sit is not the customer's business.
fn who_cell(lang: Lang, line: &Audit) -> Cell {
    let cell = Cell::text(who(lang, line));
    match &line.network {
        Some(network) if matches!(line.actor_kind.as_str(), "account" | "visitor" | "product") => {
            cell.sub(network.clone())
        }
        _ => cell,
    }
}

fn who(lang: Lang, line: &Audit) -> String {
    let t = crate::texts(lang);
    match line.actor_kind.as_str() {
        "account" => t.msg_who_you(),
        "staff" => t.msg_who_staff(),
        "api_key" => t.msg_who_key(),
        "product" => t.msg_who_product(),
        "program" => t.msg_who_program(),
        _ => t.msg_who_visitor(),
    }
}
