//! The staff, for administrators: `/staff/members`.

use crate::model::roles;
use crate::queries::recipients::Member;
use crate::queries::{self, MemberColumn, MemberFilter};
use crate::rights::{Administer, may};
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, Moment, Role, async_trait};
use gatehouse_db::paging::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};

/// The list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Members;

/// Whether a member can sign in, in a word.
pub(crate) fn member_badge(lang: Lang, member: &Member) -> Badge {
    let t = texts(lang);
    if member.row.disabled_at.is_some() {
        Badge::new(Tone::Bad, t.msg_state_disabled())
    } else if member.row.identity_sealed.is_some() {
        let has_role = !member.row.roles.is_empty();
        if has_role {
            Badge::new(Tone::Good, t.msg_state_active())
        } else {
            Badge::new(Tone::Warn, t.msg_sso_no_role())
        }
    } else if member.row.password_sealed.is_none() {
        Badge::new(Tone::Info, t.msg_state_invited()).ring()
    } else if member.row.totp_secret_sealed.is_none() {
        Badge::new(Tone::Warn, t.msg_state_no_second_factor()).ring()
    } else {
        Badge::new(Tone::Good, t.msg_state_active())
    }
}

/// By what a member signs in, in words.
pub(crate) fn ways(lang: Lang, member: &Member) -> String {
    let t = texts(lang);
    let own = member.row.password_sealed.is_some().then(|| t.msg_password());
    let sso = member.row.identity_sealed.is_some().then(|| t.msg_sso());
    let all: Vec<String> = [sso, own].into_iter().flatten().collect();
    if all.is_empty() { t.msg_sso_way_none() } else { all.join(", ") }
}

/// A member, and when they signed in last.
pub(crate) struct MemberRow {
    member: Member,
    last_sign_in: Option<Moment>,
}

impl Words for Members {
    type Filter = MemberFilter;
    type Sort = MemberColumn;
    type Row = MemberRow;

    fn filters(&self, lang: Lang) -> FilterSet<MemberFilter> {
        let t = texts(lang);
        let all_roles = Role::ALL.map(|role| (role.word(), roles::name(role, lang)));
        let states = [("enabled", t.msg_state_enabled()), ("disabled", t.msg_state_disabled())];
        FilterSet::<MemberFilter>::new()
            .choice("role", t.msg_role(), t.msg_all(), all_roles, |filter, word| filter.role = Role::from_word(&word))
            .choice("state", t.msg_state(), t.msg_all(), states, |filter, word| {
                filter.enabled = Some(word == "enabled");
            })
    }

    fn columns(&self, lang: Lang) -> Columns<MemberRow, MemberColumn> {
        let t = texts(lang);
        Columns::<MemberRow, MemberColumn>::sorted_by("-created")
            .column("name", t.msg_name(), |MemberRow { member, .. }, _| {
                Cell::link(&member.name, format!("{}/{}", Self::AT, member.row.id))
                    .sub(gatehouse_address::shown(&member.email))
            })
            .sorts(MemberColumn::Name)
            .column("email", t.msg_email(), |MemberRow { member, .. }, _| {
                Cell::text(gatehouse_address::shown(&member.email))
            })
            .extra()
            .column("roles", t.msg_roles(), |MemberRow { member, .. }, to| {
                let names = roles::split(&member.row.roles).into_iter().map(|role| roles::name(role, to.lang()));
                Cell::text(names.collect::<Vec<_>>().join(", "))
            })
            .column("state", t.msg_state(), |MemberRow { member, .. }, to| {
                Cell::badge(&member_badge(to.lang(), member))
            })
            .column("way", t.msg_sso_ways(), |MemberRow { member, .. }, to| Cell::text(ways(to.lang(), member)))
            .column("created", t.msg_since(), |MemberRow { member, .. }, to| {
                Cell::date(&to.format, member.row.created_at)
            })
            .sorts(MemberColumn::Created)
            .column("last", t.msg_last_sign_in(), |row, to| {
                row.last_sign_in.map_or_else(Cell::none, |at| Cell::time(&to.format, at))
            })
    }
}

#[async_trait]
impl List for Members {
    const NAME: &'static str = "members";
    const AT: &'static str = "/staff/members";
    const FILE: &'static str = "/staff/members.csv";
    type Seen = (May<Administer>, MemberFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_members_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::People, t.msg_members_none(), t.msg_members_none_text())
            .action(Button::link(t.msg_invite(), "/staff/members/new").icon(Icon::Plus).primary())
    }

    fn unmatched(&self, lang: Lang) -> Empty {
        self.empty(lang)
    }

    async fn look(&self, cx: &Cx, filter: MemberFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<MemberColumn>,
        request: &PageRequest,
    ) -> Result<Paged<MemberRow>, Halt> {
        let page = queries::members(cx, filter, sorting, request).await?;
        let ids: Vec<_> = page.items.iter().map(|member| member.row.id).collect();
        let last = queries::last_sign_ins(cx, &ids).await?;
        Ok(page.map(|member| MemberRow { last_sign_in: last.get(&member.row.id).copied(), member }))
    }
}
