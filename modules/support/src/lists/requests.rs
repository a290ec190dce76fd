//! The requests of a customer (SUP-11): `/requests`, and of a company `/c/NAME/requests`, the latest change first.

use crate::model::number::Number;
use crate::model::status::Status;
use crate::model::turn::Next;
use crate::pages::side::Side;
use crate::queries::listed::{self, ListFilter, SortBy, Wanted};
use crate::texts;
use gatehouse_companies::sessions::still;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};
use std::borrow::Cow;
use std::marker::PhantomData;

/// Where a list is.
pub(crate) trait Place: Send + Sync + 'static {
    const NAME: &'static str;
    const AT: &'static str;
    const FILE: &'static str;
}

/// A person's own requests.
pub(crate) struct Own;
/// Those of a company.
pub(crate) struct OfCompany;

impl Place for Own {
    const NAME: &'static str = "own_requests";
    const AT: &'static str = "/requests";
    const FILE: &'static str = "/requests.csv";
}

impl Place for OfCompany {
    const NAME: &'static str = "company-requests";
    const AT: &'static str = "/c/{company}/requests";
    const FILE: &'static str = "/c/{company}/requests.csv";
}

/// The list for one reader.
pub(crate) struct Requests<P> {
    side: Side,
    _place: PhantomData<P>,
}

/// A row, with where its page is, and whether the reader asked it.
pub(crate) struct RequestRow {
    listed: listed::Listed,
    page: String,
    is_own: bool,
}

impl<P> Requests<P> {
    /// Of this side.
    pub(crate) const fn of(side: Side) -> Self {
        Self { side, _place: PhantomData }
    }
}

/// A status as a badge.
pub(crate) fn status_badge(status: Status, lang: Lang) -> Badge {
    let badge = Badge::new(status.tone(), status.name(lang));
    if status.is_final() { badge.ring() } else { badge }
}

/// Whose turn it is, and until when, in the reader's zone.
fn turn(item: &RequestRow, to: &RowContext) -> Cell {
    let (t, format) = (texts(to.lang()), &to.format);
    match Next::of(&item.listed.row) {
        Next::Answer(None) => Cell::text(t.msg_reqs_turn_support()),
        Next::Answer(Some(due)) | Next::Solution(due) if due.has_come(to.now) => {
            Cell::text(t.msg_reqs_turn_support_late(format.date_time(due)))
        }
        Next::Answer(Some(due)) | Next::Solution(due) => {
            Cell::text(t.msg_reqs_turn_support_until(format.date_time(due)))
        }
        Next::Customer(end) | Next::Check(end) if item.is_own => Cell::text(t.msg_reqs_turn_you(format.date(end))),
        Next::Customer(end) | Next::Check(end) => Cell::text(t.msg_reqs_turn_company(format.date(end))),
        Next::Again(_) | Next::Nothing => Cell::none(),
    }
}

/// Only a number may stand in an address: words may be anything.
fn may_stand_in_address(text: &str) -> bool {
    Number::parse(text).is_some()
}

impl<P: Place> Words for Requests<P> {
    type Filter = ListFilter;
    type Sort = SortBy;
    type Row = RequestRow;

    fn filters(&self, lang: Lang) -> FilterSet<ListFilter> {
        let t = texts(lang);
        let kinds = [
            ("waiting", t.msg_filter_awaiting_me()),
            ("active", t.msg_filter_active()),
            ("inactive", t.msg_filter_inactive()),
        ];
        let statuses = Status::ALL.into_iter().map(|status| (status.word(), status.name(lang)));
        let mut set = FilterSet::<ListFilter>::new()
            .closed_search("q", t.msg_reqs_search(), may_stand_in_address, |filter, text| filter.text = text)
            .hint(t.msg_reqs_search_hint());
        if self.side.sees_others() {
            let me = [("me", t.msg_reqs_author_me())];
            set = set.choice("author", t.msg_reqs_author(), t.msg_reqs_author_all(), me, |filter, _| filter.own = true);
        }
        set.choice("status", t.msg_status(), t.msg_filter_all(), kinds.into_iter().chain(statuses), |filter, word| {
            filter.wanted = match word.as_str() {
                "waiting" => Some(Wanted::Waiting),
                "active" => Some(Wanted::Active),
                "inactive" => Some(Wanted::Inactive),
                word => Status::from_word(word).map(Wanted::One),
            };
        })
    }

    fn columns(&self, lang: Lang) -> Columns<RequestRow, SortBy> {
        let t = texts(lang);
        let columns = Columns::<RequestRow, SortBy>::sorted_by("-updated")
            .column("subject", t.msg_mail_subject(), |item, to| {
                let subject = match item.listed.subject.as_str() {
                    "" => texts(to.lang()).msg_reqs_erased(),
                    subject => subject.to_owned(),
                };
                let cell = Cell::link(subject, &item.page).sub(&item.listed.row.number);
                match &item.listed.contract {
                    Some(contract) => cell.and(&Badge::new(Tone::Info, contract)),
                    None => cell,
                }
            })
            .column("number", t.msg_mail_number(), |item, _| Cell::number(&item.listed.row.number))
            .extra()
            .column("status", t.msg_status(), |item, to| Cell::badge(&status_badge(item.listed.row.status, to.lang())))
            .column("turn", t.msg_reqs_turn(), turn)
            .column("category", t.msg_category(), |item, to| Cell::text(item.listed.row.category.name(to.lang())));
        let columns = if self.side.company().is_some() {
            columns.column("author", t.msg_reqs_author(), |item, to| match item.listed.author.as_str() {
                "" => Cell::text(texts(to.lang()).msg_reqs_former_user()),
                name => Cell::text(name),
            })
        } else {
            columns
        };
        columns
            .column("updated", t.msg_reqs_updated(), |item, to| {
                Cell::ago(&to.format, item.listed.row.updated_at, to.now)
            })
            .sorts(SortBy::Updated)
            .column("opened", t.msg_reqs_opened(), |item, to| Cell::date(&to.format, item.listed.row.opened_at))
            .sorts(SortBy::Opened)
            .extra()
            .column("product", t.msg_reqs_product(), |item, _| Cell::text(&item.listed.product))
            .extra()
            .column("contract", t.msg_contract(), |item, _| {
                Cell::text(item.listed.contract.as_deref().unwrap_or_default())
            })
            .extra()
    }
}

#[async_trait]
impl<P: Place> List for Requests<P> {
    const NAME: &'static str = P::NAME;
    const AT: &'static str = P::AT;
    const FILE: &'static str = P::FILE;
    type Seen = ListFilter;

    fn at(&self) -> Cow<'static, str> {
        self.side.at("").into()
    }

    fn file_at(&self) -> Cow<'static, str> {
        format!("{}.csv", self.side.at("")).into()
    }

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_requests()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Help, t.msg_reqs_none(), t.msg_reqs_none_text())
            .action(Button::link(t.msg_ask_new(), self.side.at("/new")).icon(Icon::Plus).primary())
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.side.company().unwrap_or_else(|| self.side.account()))
    }

    fn page_of(&self, item: &RequestRow) -> Option<String> {
        Some(item.page.clone())
    }

    async fn look(&self, _: &Cx, filter: ListFilter) -> Result<ListFilter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &ListFilter,
        sorting: Sorting<SortBy>,
        request: &PageRequest,
    ) -> Result<Paged<RequestRow>, Halt> {
        if let Some(by) = self.side.by().filter(|_| request.is_piece) {
            still(cx, by).await?;
        }
        let viewer = self.side.viewer(cx)?;
        let found = listed::page(cx, &viewer, filter, (sorting.column, sorting.direction), request).await?;
        let (account, member) = (viewer.account(), viewer.member());
        Ok(found.map(|listed| RequestRow {
            page: self.side.at(&format!("/{}", listed.row.id)),
            is_own: match listed.row.member_id {
                Some(asked) => member == Some(asked),
                None => listed.row.account_id == Some(account),
            },
            listed,
        }))
    }
}
