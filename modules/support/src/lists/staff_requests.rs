//! Requests as staff and programs find them (SUP-17): `/staff/requests` and `/api/v1/requests`. The search is posted: it may name people.

use super::ticked::Ticked;
use crate::model::category::{Category, Level};
use crate::model::number::Number;
use crate::model::status::{Status, StatusFilter};
use crate::queries::staff_requests::{RequestColumn, RequestFilter, Whose, requests};
use crate::queries::{conversation, people, settings};
use crate::rights::may;
use crate::tables::request::Model;
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::history::staff_names;
use gatehouse_web::list::{Act, Acts, Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::view::{Badge, Cell, Empty, Icon, Tone};

/// The address of a request's page for staff.
pub(crate) fn place(id: Uuid) -> String {
    format!("{}/{id}", Requests::AT)
}

/// How a request stands.
pub(crate) fn status_badge(row: &Model, lang: Lang) -> Badge {
    Badge::new(row.status.tone(), row.status.name_for_staff(lang))
}

/// A request and what stands beside it.
pub(crate) struct RequestRow {
    pub row: Model,
    subject: String,
    author: String,
    queue: String,
    assignee: String,
}

/// The list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requests {
    queues: Vec<(Uuid, String)>,
    products: Vec<(Uuid, String)>,
    may_act: bool,
}

impl Requests {
    /// With the queues and products that the page offers.
    pub(crate) async fn of(cx: &Cx, may_act: bool) -> Result<Self, Fault> {
        let queues = settings::queues(cx).await?.into_iter().map(|queue| (queue.id, queue.name)).collect();
        Ok(Self { queues, products: products::all_by_name(cx).await?, may_act })
    }
}

/// Whether what was typed may stand in an address: a number names nobody.
fn may_stand_in_address(text: &str) -> bool {
    Number::parse(text).is_some()
}

impl Words for Requests {
    type Filter = RequestFilter;
    type Sort = RequestColumn;
    type Row = RequestRow;

    fn filters(&self, lang: Lang) -> FilterSet<RequestFilter> {
        let t = texts(lang);
        let statuses = [StatusFilter::All, StatusFilter::AwaitingMe, StatusFilter::Inactive]
            .into_iter()
            .chain(Status::ALL.into_iter().map(StatusFilter::Is));
        let statuses = statuses.map(|filter| {
            let name = match filter {
                StatusFilter::AwaitingMe => t.msg_staff_filter_awaiting_support(),
                StatusFilter::Is(status) => status.name_for_staff(lang),
                other => other.name(lang),
            };
            (filter.word(), name)
        });
        let whose = [
            ("mine", t.msg_staff_whose_mine()),
            ("nobody", t.msg_staff_whose_nobody()),
            ("watched", t.msg_staff_whose_watched()),
        ];
        let levels = Level::ALL.map(|level| (level.word(), level.name(lang)));
        let categories = Category::ALL.map(|category| (category.word(), category.name(lang)));
        let countries = Country::sorted(lang).iter().map(|country| (country.code, country.name(lang).to_owned()));
        let languages = Lang::ALL.map(|lang| (lang.tag(), lang.name().to_owned()));
        FilterSet::<RequestFilter>::new()
            .closed_search("q", t.msg_staff_request_search(), may_stand_in_address, |filter, text| filter.text = text)
            .hint(t.msg_staff_request_search_hint())
            .told("A number, or words of the texts")
            .choice("status", t.msg_status(), t.msg_filter_active(), statuses, |filter, word| {
                filter.status = StatusFilter::from_word(&word);
            })
            .told("With this status; without it, the active ones")
            .choice("whose", t.msg_staff_assignee(), t.msg_staff_whose_anybody(), whose, |filter, word| {
                filter.whose = Whose::from_word(&word);
            })
            .record("queue", t.msg_staff_queue(), t.msg_staff_any_queue(), self.queues.clone(), |filter, id| {
                filter.queue = Some(id);
            })
            .told("In this queue")
            .choice("level", t.msg_level(), t.msg_staff_any_level(), levels, |filter, word| {
                filter.level = Level::from_word(&word);
            })
            .told("At this level of support")
            .choice("category", t.msg_category(), t.msg_staff_any_category(), categories, |filter, word| {
                filter.category = Category::from_word(&word);
            })
            .told("Of this category")
            .choice("lang", t.msg_staff_language(), t.msg_staff_any_language(), languages, |filter, tag| {
                filter.lang = Some(tag);
            })
            .told("In this language")
            .record("product", t.msg_staff_product(), t.msg_staff_any_product(), self.products.clone(), |filter, id| {
                filter.product = Some(id);
            })
            .told("About this product")
            .choice("country", t.msg_staff_country(), t.msg_staff_any_country(), countries, |filter, code| {
                filter.country = Some(code);
            })
            .told("Of authors in this country (ISO 3166-1)")
            .flag("late", t.msg_staff_due(), t.msg_staff_due_any(), t.msg_staff_due_late(), |filter| filter.late = true)
            .told("only those whose answer is overdue")
            .id("account", |filter, id| filter.account = Some(id))
            .told("Of this account")
            .id("company", |filter, id| filter.company = Some(id))
            .told("Of this company")
            .id("contract", |filter, id| filter.contract = Some(id))
            .told("By this contract")
            .id("license", |filter, id| filter.license = Some(id))
            .told("With this license")
    }

    fn columns(&self, lang: Lang) -> Columns<RequestRow, RequestColumn> {
        let t = texts(lang);
        Columns::<RequestRow, RequestColumn>::sorted_by("place")
            .column("number", t.msg_mail_number(), number)
            .column("subject", t.msg_mail_subject(), |one, _| Cell::text(&one.subject).sub(&one.author))
            .column("place", t.msg_level(), level)
            .sorts(RequestColumn::Place)
            .column("status", t.msg_status(), |one, to| Cell::badge(&status_badge(&one.row, to.lang())))
            .column("assignee", t.msg_staff_assignee(), |one, to| match one.assignee.as_str() {
                "" => Cell::text(one.row.work.name(to.lang())),
                name => Cell::text(name).sub(one.row.work.name(to.lang())),
            })
            .column("queue", t.msg_staff_queue(), |one, _| Cell::text(&one.queue))
            .extra()
            .column("category", t.msg_category(), |one, to| Cell::text(one.row.category.name(to.lang())))
            .extra()
            .column("lang", t.msg_staff_language(), |one, _| {
                Cell::text(Lang::from_tag(&one.row.lang).map(Lang::name).unwrap_or_default())
            })
            .extra()
            .column("country", t.msg_staff_country(), |one, to| {
                let country = one.row.country.as_deref().and_then(Country::from_code);
                country.map_or_else(Cell::none, |country| Cell::text(country.name(to.lang())))
            })
            .extra()
            .column("due", t.msg_staff_due(), due)
            .sorts(RequestColumn::Due)
            .column("opened", t.msg_staff_opened_at(), |one, to| Cell::time(&to.format, one.row.opened_at))
            .sorts(RequestColumn::Opened)
            .extra()
            .column("updated", t.msg_staff_updated_at(), |one, to| Cell::ago(&to.format, one.row.updated_at, to.now))
            .sorts(RequestColumn::Updated)
            .extra()
    }
}

fn number(one: &RequestRow, _: &RowContext) -> Cell {
    Cell::number_link(&one.row.number, place(one.row.id))
}

fn level(one: &RequestRow, to: &RowContext) -> Cell {
    let level = one.row.level.name(to.lang());
    match one.row.critical {
        Some(kind) => Cell::badge(&Badge::new(Tone::Bad, kind.name(to.lang()))).sub(level),
        None => Cell::text(level),
    }
}

fn due(one: &RequestRow, to: &RowContext) -> Cell {
    match one.row.due_at {
        None => Cell::none(),
        Some(at) if at < to.now => {
            Cell::badge(&Badge::new(Tone::Bad, texts(to.lang()).msg_staff_due_late())).sub(to.format.date_time(at))
        }
        Some(at) => Cell::time(&to.format, at),
    }
}

#[async_trait]
impl List for Requests {
    const NAME: &'static str = "requests";
    const AT: &'static str = "/staff/requests";
    const FILE: &'static str = "/staff/requests.csv";
    type Seen = Seen<RequestFilter>;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_requests()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Help, t.msg_staff_requests_none(), t.msg_staff_requests_none_text())
    }

    fn page_of(&self, one: &RequestRow) -> Option<String> {
        Some(place(one.row.id))
    }

    fn row_id(&self, one: &RequestRow) -> Option<Uuid> {
        Some(one.row.id)
    }

    fn acts(&self, lang: Lang) -> Option<Acts> {
        let all = Ticked::ALL.map(|act| Act::new(act.word(), act.name(lang), act.icon()));
        Some(Acts { at: Ticked::AT, acts: if self.may_act { all.to_vec() } else { Vec::new() } })
    }

    async fn look(&self, cx: &Cx, filter: RequestFilter) -> Result<Seen<RequestFilter>, Halt> {
        Ok(Seen::of(&may(cx)?, filter).await?)
    }

    async fn read(
        &self,
        cx: &Cx,
        seen: &Seen<RequestFilter>,
        sorting: Sorting<RequestColumn>,
        request: &PageRequest,
    ) -> Result<Paged<RequestRow>, Halt> {
        let page = requests(cx, seen, sorting, request).await?;
        let mut subjects = conversation::subjects(cx, &page.items).await?;
        let accounts: Vec<Uuid> = page.items.iter().filter_map(|row| row.account_id).collect();
        let members: Vec<Uuid> = page.items.iter().filter_map(|row| row.member_id).collect();
        let names = people::names(cx, cx.read(), &accounts, &members).await?;
        let staff = staff_names(cx, page.items.iter().filter_map(|row| row.assignee_id)).await?;
        let t = texts(cx.lang);
        Ok(page.map(|row| RequestRow {
            subject: subjects.remove(&row.id).unwrap_or_default(),
            author: [row.member_id, row.account_id]
                .into_iter()
                .flatten()
                .find_map(|id| names.get(&id).cloned())
                .unwrap_or_else(|| t.msg_staff_author_without_account()),
            queue: self
                .queues
                .iter()
                .find(|(id, _)| Some(*id) == row.queue_id)
                .map(|(_, name)| name.clone())
                .unwrap_or_default(),
            assignee: row.assignee_id.and_then(|id| staff.get(&id).cloned()).unwrap_or_default(),
            row,
        }))
    }
}
