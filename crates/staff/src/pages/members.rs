//! The staff list, for administrators.

use crate::contacts::Member;
use crate::model::roles;
use crate::queries::{self, MemberFilter, MemberOrder};
use crate::texts;
use axum::extract::Query;
use gatehouse_core::{Lang, Moment, Role};
use gatehouse_web::frames::{Listing, Sheet};
use gatehouse_web::query::{Asked, address, pager};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Staff};
use serde::Deserialize;

pub(super) const PATH: &str = "/staff/members";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    role: String,
    state: String,
    sort: String,
}

impl ListQuery {
    fn order(&self) -> MemberOrder {
        match self.sort.as_str() {
            "created" => MemberOrder::Oldest,
            "name" => MemberOrder::Name,
            "-name" => MemberOrder::NameBack,
            _ => MemberOrder::Newest,
        }
    }
}

pub(super) fn badge(lang: Lang, member: &Member) -> Badge {
    let t = texts(lang);
    if member.row.disabled_at.is_some() {
        Badge::new(Tone::Bad, t.msg_state_disabled())
    } else if member.row.password_sealed.is_none() {
        Badge::new(Tone::Info, t.msg_state_invited()).ring()
    } else if member.row.totp_secret_sealed.is_none() {
        Badge::new(Tone::Warn, t.msg_state_no_second_factor()).ring()
    } else {
        Badge::new(Tone::Good, t.msg_state_active())
    }
}

fn role_names(lang: Lang, words: &str) -> String {
    roles::split(words).into_iter().map(|role| roles::name(role, lang)).collect::<Vec<_>>().join(", ")
}

fn filters(lang: Lang, query: &ListQuery) -> Filters {
    let t = texts(lang);
    let all_roles = Role::ALL.map(|role| Choice::new(role.word(), roles::name(role, lang)));
    let states = [Choice::new("enabled", t.msg_state_enabled()), Choice::new("disabled", t.msg_state_disabled())];
    Filters::new(lang, PATH)
        .field(&Select::new("role", t.msg_role(), all_roles).first(t.msg_all()).value(&query.role).plain())
        .field(&Select::new("state", t.msg_state(), states).first(t.msg_all()).value(&query.state).plain())
        .keep("sort", query.sort.as_str())
}

pub(super) async fn list(staff: Staff, asked: Asked, Query(query): Query<ListQuery>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let (lang, t, format) = (visit.lang(), texts(visit.lang()), visit.format());
    let order = query.order();
    let filter = MemberFilter {
        role: Role::from_word(&query.role),
        enabled: match query.state.as_str() {
            "enabled" => Some(true),
            "disabled" => Some(false),
            _ => None,
        },
        order,
    };
    let kept = [("role", query.role.as_str()), ("state", query.state.as_str())];
    let sorted = [kept[0], kept[1], ("sort", query.sort.as_str())];
    let found = queries::members(&visit.cx, &filter, &asked.paging(&visit.cx, PATH, &sorted)).await?;
    let to = |sort: &str| address(PATH, &[kept[0], kept[1], ("sort", sort)]);
    let (by_name, name_now) = match order {
        MemberOrder::Name => ("-name", Some(Direction::Up)),
        MemberOrder::NameBack => ("name", Some(Direction::Down)),
        MemberOrder::Newest | MemberOrder::Oldest => ("name", None),
    };
    let (by_date, date_now) = match order {
        MemberOrder::Newest => ("created", Some(Direction::Down)),
        MemberOrder::Oldest => ("", Some(Direction::Up)),
        MemberOrder::Name | MemberOrder::NameBack => ("", None),
    };
    let heads = [
        Head::sort(t.msg_name(), to(by_name), name_now),
        Head::new(t.msg_roles()),
        Head::new(t.msg_state()),
        Head::sort(t.msg_since(), to(by_date), date_now),
    ];
    let table = Table::new(t.msg_members_title(), heads).rows(found.items.iter().map(|member| {
        [
            Cell::link(member.name.as_str(), format!("{PATH}/{}", member.row.id))
                .sub(gatehouse_address::shown(&member.email)),
            Cell::text(role_names(lang, &member.row.roles)),
            Cell::badge(&badge(lang, member)),
            Cell::date(&format, Moment(member.row.created_at)),
        ]
    }));
    let invite = || Button::link(t.msg_invite(), "/staff/members/new").icon(Icon::Plus).primary();
    let head = PageHead::new(t.msg_members_title()).lede(t.msg_members_lede()).action(invite());
    let list = Listing {
        filters: Some(filters(lang, &query)),
        table,
        empty: Empty::new(Icon::People, t.msg_members_none(), t.msg_members_none_text()).action(invite()),
        pager: pager(lang, PATH, &sorted, &found),
    };
    visit.show(&Sheet::new(visit, t.msg_members_title(), head).with(&list))
}
