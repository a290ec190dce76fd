use super::List;
use super::chosen::ChosenBar;
use super::column::{RowContext, turned};
use super::filter::bar;
use super::wanted::{Wanted, of_pairs};
use crate::frames::{Listing, Sheet};
use crate::halt::Halt;
use crate::query::Asked;
use crate::texts;
use crate::view::{Button, ColumnChoice, Empty, Filters, Head, Icon, ListTools, Notice, PageHead, Pager, Table};
use crate::visit::{Done, Visit};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::{ListKey, PageRequest, Paged};

/// A page of a list, read for somebody.
pub struct Listed<L: List> {
    list: L,
    wanted: Wanted<L>,
    page: Paged<L::Row>,
    notice: Option<Notice>,
    context: RowContext,
    /// What was searched must not stand in an address: every way on is a form.
    is_posted: bool,
    /// Nothing was asked for that could leave rows out, and there are none.
    is_blank: bool,
}

impl<L: List> Listed<L> {
    /// The list that an address asks for. What must not stand in one leads to the same address without it.
    pub async fn of_address(visit: &Visit, list: L, asked: &Asked) -> Result<Self, Halt> {
        let wanted = Wanted::read(&list, &visit.cx, asked)?;
        if !wanted.is_open() {
            return Err(Halt::GoTo(wanted.opened().address(&list.at())));
        }
        Self::made(visit, list, wanted, asked, false).await
    }

    /// The list that a posted form asks for. What may stand in an address leads there; of the rest one hit leads to its page.
    pub async fn of_form(visit: &Visit, list: L, typed: &Asked) -> Result<Self, Halt> {
        let wanted = Wanted::read(&list, &visit.cx, typed)?;
        if wanted.is_open() {
            return Err(Halt::GoTo(wanted.address(&list.at())));
        }
        let listed = Self::made(visit, list, wanted, typed, true).await?;
        let is_whole = listed.page.previous.is_none() && listed.page.next.is_none();
        match listed.page.items.as_slice() {
            [only] if is_whole => match listed.list.page_of(only) {
                Some(page) => Err(Halt::GoTo(page)),
                None => Ok(listed),
            },
            _ => Ok(listed),
        }
    }

    async fn made(visit: &Visit, list: L, mut wanted: Wanted<L>, asked: &Asked, is_posted: bool) -> Result<Self, Halt> {
        let cx = &visit.cx;
        let request = wanted.request(cx, asked);
        let (page, notice) = rows(&list, &mut wanted, cx, &request).await?;
        let is_first = request.after.is_none() && request.before.is_none();
        let is_blank = page.items.is_empty() && is_first && !wanted.is_narrow() && !wanted.may_show_more();
        let context = RowContext { format: visit.format(), now: cx.now() };
        Ok(Self { list, wanted, page, notice, context, is_posted, is_blank })
    }

    /// What is asked for.
    pub const fn wanted(&self) -> &Wanted<L> {
        &self.wanted
    }

    /// The rows of this page.
    pub fn rows(&self) -> &[L::Row] {
        &self.page.items
    }

    /// Whether there are other pages.
    pub const fn has_more(&self) -> bool {
        self.page.previous.is_some() || self.page.next.is_some()
    }

    /// Whether there is nothing at all yet.
    pub const fn is_blank(&self) -> bool {
        self.is_blank
    }

    /// The page: its head, and the list. Further parts stand below.
    pub fn sheet(&self, visit: &Visit, head: PageHead) -> Sheet {
        let title = self.list.title(visit.lang());
        let sheet = Sheet::new(visit, title, head).refused(!self.wanted.errors.is_empty());
        sheet.notices(self.notice.clone()).with(&self.listing())
    }

    /// Answers with the page.
    pub fn done(&self, visit: &Visit, sheet: &Sheet) -> Result<Done, Halt> {
        let shown = visit.show(sheet)?;
        // What was posted may be a secret, and stands in the form again.
        Ok(if self.is_posted { shown.secret() } else { shown })
    }

    /// Answers with nothing but the head and the list.
    pub fn show(&self, visit: &Visit, head: PageHead) -> Result<Done, Halt> {
        self.done(visit, &self.sheet(visit, head))
    }

    /// The list as a component.
    pub fn listing(&self) -> Listing {
        let tools = (!self.is_blank).then(|| self.tools());
        let acts = self.list.acts(self.context.lang()).filter(|acts| !acts.acts.is_empty());
        let mut table = self.table();
        if acts.is_some() {
            let ids = self.page.items.iter().filter_map(|row| self.list.row_id(row)).map(|id| id.to_string());
            table = table.ticked(texts(self.context.lang()).msg_chosen_all(), "chosen", ids);
        }
        let chosen = acts.map(|acts| ChosenBar::new(self.context.lang(), acts));
        Listing { tools, table, empty: self.empty(), chosen, pager: self.pager() }
    }

    fn empty(&self) -> Empty {
        let lang = self.context.lang();
        if self.wanted.is_narrow() { self.list.unmatched(lang) } else { self.list.empty(lang) }
    }

    fn tools(&self) -> ListTools {
        let (lang, wanted) = (self.context.lang(), &self.wanted);
        let at = self.list.at();
        let reset = of_pairs(&at, &wanted.appearance());
        let mut filters = bar(
            &wanted.set,
            Filters::new(lang, &*at).reset(reset),
            &wanted.values,
            (&wanted.sort, wanted.order()),
            &wanted.errors,
        );
        for (name, value) in wanted.appearance() {
            filters = filters.keep(name, value);
        }
        let offered = wanted.columns.offered(wanted.chosen.as_deref());
        let offered = offered.into_iter().map(|(name, label, is_shown)| (name.to_owned(), label.to_owned(), is_shown));
        let mut columns = ColumnChoice::new(lang, &*at, offered);
        if self.is_posted {
            columns = columns.posted();
        }
        for (name, value) in wanted.pairs(&wanted.sort) {
            if name != "columns" {
                columns = columns.keep(name, value);
            }
        }
        ListTools::new().filters(filters).columns(columns).file(self.file_button())
    }

    /// Saves the list as a file; for a page that shows its rows in another way.
    pub fn file_button(&self) -> Button {
        let label = texts(self.context.lang()).msg_list_file();
        if !self.is_posted {
            return Button::link(label, self.wanted.address(&self.list.file_at()))
                .icon(Icon::Download)
                .download()
                .quiet();
        }
        let fields = self.wanted.pairs(&self.wanted.sort);
        let button = Button::post(label, self.list.file_at()).icon(Icon::Download).quiet();
        fields.into_iter().fold(button, |button, (name, value)| button.with(name, value))
    }

    fn table(&self) -> Table {
        let caption = self.list.title(self.context.lang());
        let at = self.list.at();
        self.wanted.columns.table(
            caption,
            &self.page.items,
            &self.context,
            self.wanted.chosen.as_deref(),
            |label, name| {
                let (sorted, next) = turned(name, self.wanted.order());
                // A head is a link, which cannot carry what was posted: the hits then stand as they are.
                if self.is_posted {
                    return Head::new(label);
                }
                let next = if next == self.wanted.columns.first() { "" } else { &next };
                Head::sort(label, of_pairs(&at, &self.wanted.pairs(next)), sorted)
            },
        )
    }

    fn pager(&self) -> Pager {
        let (lang, pairs) = (self.context.lang(), self.wanted.pairs(&self.wanted.sort));
        let (previous, next) = (self.page.previous.clone(), self.page.next.clone());
        let pager = Pager::new(lang, self.page.items.len());
        if self.is_posted {
            let fields = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
            return pager.posting(&*self.list.at(), fields).previous(previous).next(next);
        }
        let to = |place: &'static str, cursor: Option<String>| {
            cursor.map(|cursor| {
                let mut pairs = pairs.clone();
                pairs.push((place, cursor));
                of_pairs(&self.list.at(), &pairs)
            })
        };
        pager.previous(to("before", previous)).next(to("after", next))
    }
}

/// The first rows of a list as the table of another page, with how many they are; without the columns that say there what is known.
pub async fn first_rows<L: List>(
    visit: &Visit,
    list: &L,
    filter: L::Filter,
    rows: u64,
    without: &[&str],
) -> Result<(Table, usize), Halt> {
    let (cx, lang) = (&visit.cx, visit.lang());
    let columns = list.columns(lang);
    let Some(sorting) = columns.sorting(columns.first()) else {
        return Err(Fault::new(format!("{}: the first order is none of its columns", L::NAME)).into());
    };
    let owner = list.owner().map(|owner| owner.to_string()).unwrap_or_default();
    let request =
        PageRequest::parse(ListKey::new(&cx.app.keys, format!("{owner}first {}", list.at())), None, None, Some(rows));
    let seen = list.look(cx, filter).await?;
    let found = list.read(cx, &seen, sorting, &request).await?.items;
    let context = RowContext { format: visit.format(), now: cx.now() };
    Ok((columns.plain_table(list.title(lang), &found, &context, without), found.len()))
}

/// The rows that are asked for; none while a filter cannot be read.
async fn rows<L: List>(
    list: &L,
    wanted: &mut Wanted<L>,
    cx: &Cx,
    request: &PageRequest,
) -> Result<(Paged<L::Row>, Option<Notice>), Halt> {
    if !wanted.errors.is_empty() {
        return Ok((Paged { items: Vec::new(), previous: None, next: None }, None));
    }
    let seen = list.look(cx, std::mem::take(&mut wanted.filter)).await?;
    let page = list.read(cx, &seen, wanted.sorting, request).await?;
    Ok((page, list.notice(&seen, cx.lang)))
}
