//! Where the console's own pages stand, and how members of the staff are found.

use crate::model::roles;
use crate::{OPERATORS, queries, texts};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Lang, Role, async_trait};
use gatehouse_jobs::outbox;
use gatehouse_web::navigation::MOST;
use gatehouse_web::search::MOST_HITS;
use gatehouse_web::view::Icon;
use gatehouse_web::{Area, Figures, Halt, Hit, Hits, NavEntry, Navigation, Search, Staff};
use std::sync::Arc;

/// Jobs that were given up.
const DEAD: &str = "jobs.dead";

/// The places of the console.
pub(crate) fn register(navigation: &mut Navigation) {
    let settings = |label, href, icon| NavEntry::new(label, href, icon).area(Area::Settings);
    navigation.staff.extend([
        NavEntry::new(|l| texts(l).msg_home(), "/staff", Icon::Home).order(0).on_phones(0),
        NavEntry::new(|l| texts(l).msg_search(), "/staff/search", Icon::Search).order(10).on_phones(1).only_phones(),
        settings(|l| texts(l).msg_nav_members(), "/staff/members", Icon::Person).roles(OPERATORS).order(10),
        settings(|l| texts(l).msg_nav_api_keys(), "/staff/api-keys", Icon::Key).roles(OPERATORS).order(20),
        settings(|l| texts(l).msg_webhooks_title(), "/staff/webhooks", Icon::Send).roles(OPERATORS).order(25),
        settings(|l| texts(l).msg_brand_title(), "/staff/settings/brand", Icon::Settings).roles(OPERATORS).order(30),
        settings(|l| texts(l).msg_sso(), "/staff/settings/sso", Icon::Key).roles(OPERATORS).order(40),
        settings(|l| texts(l).msg_nav_jobs(), "/staff/jobs", Icon::Jobs).roles(OPERATORS).order(50).count(DEAD),
        settings(|l| texts(l).msg_nav_audit(), "/staff/audit", Icon::History).order(60),
    ]);
    navigation.new.extend([
        settings(|l| texts(l).msg_new_member(), "/staff/members/new", Icon::Person).roles(OPERATORS).order(10),
        settings(|l| texts(l).msg_new_api_key(), "/staff/api-keys/new", Icon::Key).roles(OPERATORS).order(20),
        settings(|l| texts(l).msg_new_webhook(), "/staff/webhooks/new", Icon::Send).roles(OPERATORS).order(25),
    ]);
    navigation.staff_menu.push(NavEntry::new(|l| texts(l).msg_nav_profile(), "/staff/profile", Icon::Person));
    navigation.figures.push(Arc::new(Dead));
}

struct Dead;

#[async_trait]
impl Figures for Dead {
    async fn read(&self, cx: &Cx) -> Result<Vec<(&'static str, i64)>, Fault> {
        match &cx.actor {
            Actor::Staff(staff) if staff.roles.contains(&Role::Administrator) => {
                Ok(vec![(DEAD, outbox::dead(cx, MOST).await?)])
            }
            _ => Ok(Vec::new()),
        }
    }
}

/// Finds members of the staff by a part of their name, or by their whole address.
pub(crate) struct OfMembers;

/// The shortest part of a name that is searched.
const SHORTEST: usize = 2;

#[async_trait]
impl Search for OfMembers {
    fn roles(&self) -> &'static [Role] {
        OPERATORS
    }

    fn keys(&self, lang: Lang) -> String {
        texts(lang).msg_search_keys()
    }

    async fn find(&self, staff: &Staff, text: &str) -> Result<Option<Hits>, Halt> {
        let wanted = text.trim().to_lowercase();
        if wanted.chars().count() < SHORTEST || wanted.chars().any(|c| c.is_ascii_digit()) && !wanted.contains('@') {
            return Ok(None);
        }
        let lang = staff.visit.lang();
        let mut hits = Hits::new(texts(lang).msg_nav_members(), Icon::Person);
        // Names are sealed, so no database can search them; a staff is small enough to be read.
        let all = queries::all_members(&staff.may()?).await?;
        let address = gatehouse_address::normalized(text);
        let found = all.into_iter().filter(|member| {
            let is_address = wanted.contains('@') && gatehouse_address::normalized(&member.email) == address;
            is_address || (!wanted.contains('@') && member.name.to_lowercase().contains(&wanted))
        });
        hits.items.extend(found.take(MOST_HITS).map(|member| {
            Hit {
                about: roles::split(&member.row.roles)
                    .into_iter()
                    .map(|role| roles::name(role, lang))
                    .collect::<Vec<_>>()
                    .join(", "),
                title: member.name,
                href: format!("/staff/members/{}", member.row.id),
                badge: None,
            }
        }));
        Ok(Some(hits))
    }
}
