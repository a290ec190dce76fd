//! Invitations that were not accepted (COM-4, COM-5): `/c/NAME/invitations`, by the end of their links.

use crate::model::rights::CompanyRight;
use crate::model::states::Invited;
use crate::queries::invitations::{InvitationRow, invitations};
use crate::queries::members::Users;
use crate::refusals::SUPPORT;
use crate::rights::In;
use crate::sessions::still;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Tone, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon};
use gatehouse_web::{Halt, Scope};
use std::borrow::Cow;

/// Where it is below a company's word.
pub(crate) const INVITATIONS_AT: &str = "/invitations";

/// The list of a company, for somebody who may see it.
pub(crate) struct Invitations {
    by: In<'static, Users>,
    at: String,
}

impl Invitations {
    /// Of the company of this page.
    pub(crate) fn of(by: In<'static, Users>, scope: &Scope) -> Self {
        Self { by, at: scope.path(INVITATIONS_AT) }
    }
}

/// A row, and what its reader may do with it.
#[derive(Clone)]
pub(crate) struct Row {
    row: InvitationRow,
    at: String,
    may_send: bool,
    may_withdraw: bool,
}

impl Words for Invitations {
    type Filter = ();
    type Sort = ();
    type Row = Row;

    fn filters(&self, _lang: Lang) -> FilterSet<()> {
        FilterSet::<()>::new()
    }

    fn columns(&self, lang: Lang) -> Columns<Row, ()> {
        let t = texts(lang);
        Columns::<Row, ()>::sorted_by("-ends")
            .column("email", t.msg_join_email(), |row, _| Cell::text(gatehouse_address::shown(&row.row.email)))
            .column("state", t.msg_state(), state)
            .column("rights", t.msg_rights(), |row, to| {
                let names: Vec<String> = row.row.rights.iter().map(|right| right.name(to.lang())).collect();
                if names.is_empty() { Cell::none() } else { Cell::text(crate::texts::phrase(&names, to.lang())) }
            })
            .column("by", t.msg_invited_by(), |row, to| {
                let left = || texts(to.lang()).msg_former_user();
                Cell::text(row.row.by.clone().unwrap_or_else(left))
            })
            .column("ends", t.msg_join_ends(), |row, to| Cell::time(&to.format, row.row.row.ends_at))
            .sorts(())
            .actions(actions)
    }
}

fn state(row: &Row, to: &RowContext) -> Cell {
    let (t, lang) = (texts(to.lang()), to.lang());
    let state = row.row.state;
    let cell = Cell::badge(&Badge::new(state.tone(), state.name(lang)));
    if row.row.is_late && state == Invited::Sent {
        // Dead end 11: the address may be mistyped.
        return Cell::badge(&Badge::new(Tone::Warn, t.msg_invited_late())).sub(t.msg_invited_late_hint());
    }
    if state == Invited::Lapsed { cell.sub(t.msg_invited_lapsed_hint()) } else { cell }
}

fn actions(row: &Row, to: &RowContext) -> Cell {
    let t = texts(to.lang());
    let email = gatehouse_address::shown(&row.row.email);
    let button = |label: String, action: &str| {
        let button = Button::post(label, format!("{}/{action}", row.at));
        button.with("invitation", row.row.row.id.to_string()).about(email.clone())
    };
    let again = row.may_send.then(|| button(t.msg_invite_again(), "again"));
    let withdraw = row.may_withdraw.then(|| button(t.msg_invite_withdraw(), "withdraw"));
    let ask = Button::link(t.msg_join_ask_support(), SUPPORT).about(email.clone());
    let ask = (row.row.state == Invited::Lapsed).then_some(ask);
    Cell::actions(again.into_iter().chain(withdraw).chain(ask))
}

#[async_trait]
impl List for Invitations {
    const NAME: &'static str = "company-invitations";
    const AT: &'static str = "/c/{company}/invitations";
    const FILE: &'static str = "/c/{company}/invitations.csv";
    type Seen = ();

    fn at(&self) -> Cow<'static, str> {
        self.at.clone().into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.at).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_invitations_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Person, t.msg_invitations_none(), t.msg_invitations_none_text())
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.by.company())
    }

    async fn look(&self, _cx: &Cx, (): ()) -> Result<(), Halt> {
        Ok(())
    }

    async fn read(&self, cx: &Cx, (): &(), sorting: Sorting<()>, request: &PageRequest) -> Result<Paged<Row>, Halt> {
        if request.is_piece {
            still(cx, &self.by).await?;
        }
        let page = invitations(cx, &self.by, sorting.direction, request).await?;
        let (may_invite, manages) = (self.by.may(CompanyRight::InviteUsers), self.by.may(CompanyRight::ManageUsers));
        Ok(page.map(|row| Row {
            may_send: may_invite && row.state.may_send_again() && row.row.sends < MOST,
            may_withdraw: row.state.may_withdraw() && (manages || row.row.invited_by == self.by.member()),
            at: self.at.clone(),
            row,
        }))
    }
}

/// As often as one address is invited.
const MOST: i64 = crate::actions::invitations::invite::SENDS;
