//! What a customer sees of requests: their own ones and those that they read along, and in a company what the boxes of COM-3 say.

use crate::model::request::Role;
use crate::model::transition::By;
use crate::tables::{request, request_person};
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::rights::{In, Right};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::aside;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ExprTrait as _, QuerySelect as _, QueryTrait as _, Select};
use std::marker::PhantomData;

/// Whose requests somebody sees. Made from who is signed in, or from the proof that they are a user of a company, and good for as long as
/// that one.
#[derive(Clone, Copy, Debug)]
pub struct Viewer<'t> {
    account: Uuid,
    inside: Option<Inside>,
    _of: PhantomData<&'t ()>,
}

#[derive(Clone, Copy, Debug)]
struct Inside {
    company: Uuid,
    member: Uuid,
    sees_all: bool,
    answers_all: bool,
}

/// What a list is narrowed by, beside who looks.
#[derive(Clone, Debug, Default)]
pub struct Narrowed {
    /// Only those that the viewer asked.
    pub own: bool,
    /// Only those with this status.
    pub status: Option<Condition>,
    /// What the status says of the column that indexes have before the order of the list, where they have one.
    pub way: Option<Expr>,
}

fn kept(now: Moment) -> Condition {
    Condition::any().add(request::Column::EraseAt.is_null()).add(request::Column::EraseAt.gt(now))
}

impl Viewer<'_> {
    /// A person on their own side: what they ask in a company's name is not here.
    #[must_use]
    pub fn own(cx: &Cx) -> Option<Self> {
        Some(Self { account: cx.actor.account()?, inside: None, _of: PhantomData })
    }

    /// A user of a company: all of its requests with the box "see others' requests", but for confidential ones of others.
    #[must_use]
    pub fn inside<'b, R: Right>(by: &'b In<'_, R>) -> Viewer<'b> {
        let inside = Inside {
            company: by.company(),
            member: by.member(),
            sees_all: by.may(CompanyRight::SeeRequests),
            answers_all: by.may(CompanyRight::AnswerRequests),
        };
        Viewer { account: by.account(), inside: Some(inside), _of: PhantomData }
    }

    /// Their account.
    #[must_use]
    pub const fn account(&self) -> Uuid {
        self.account
    }

    /// The company in whose name they look.
    #[must_use]
    pub fn company(&self) -> Option<Uuid> {
        self.inside.map(|inside| inside.company)
    }

    /// The user of the company that they are.
    #[must_use]
    pub fn member(&self) -> Option<Uuid> {
        self.inside.map(|inside| inside.member)
    }

    /// Whether they see more than what they belong to themselves: the filter by author makes sense then.
    #[must_use]
    pub fn sees_others(&self) -> bool {
        self.inside.is_some_and(|inside| inside.sees_all)
    }

    /// The requests that they see.
    #[must_use]
    pub fn requests(&self, now: Moment) -> Select<request::Entity> {
        request::Entity::find().filter(self.sees(now))
    }

    /// Of these requests those that they see: a few, found by their ids whatever else must hold.
    #[must_use]
    pub fn among(&self, now: Moment, ids: Vec<Uuid>, narrowed: Narrowed) -> Select<request::Entity> {
        let asked = narrowed.own.then(|| aside(self.asked()));
        let all = Condition::all().add(request::Column::Id.is_in(ids)).add(aside(self.sees(now)));
        request::Entity::find().filter(all.add_option(asked).add_option(narrowed.status.map(aside)))
    }

    /// The requests that they see, for a list: each part walks an index of its own, and none finds what another one does.
    #[must_use]
    pub fn listed(&self, now: Moment, narrowed: Narrowed) -> Vec<Select<request::Entity>> {
        use request::Column;
        let Narrowed { own, status, way } = narrowed;
        let status = status.map(aside);
        let find = |condition: Condition, way: Option<&Expr>| {
            let all = condition.add(kept(now)).add_option(way.cloned()).add_option(status.clone());
            request::Entity::find().filter(all)
        };
        let (of_side, way) = match self.inside {
            Some(inside) if inside.sees_all && !own => {
                let all = Condition::all().add(Column::CompanyId.eq(inside.company)).add(self.open_or_theirs());
                return vec![find(all, way.as_ref())];
            }
            // A user is of one company: its index would be a longer way to what one user asked.
            Some(inside) => (aside(Column::CompanyId.eq(inside.company)), None),
            None => (Column::CompanyId.is_null(), way.as_ref()),
        };
        let asked = find(Condition::all().add(self.asked()).add(of_side).add(self.belongs()), way);
        if own {
            return vec![asked];
        }
        vec![asked, find(self.read_along(), None)]
    }

    /// What they asked themselves.
    fn asked(&self) -> Expr {
        match self.inside {
            Some(inside) => request::Column::MemberId.eq(inside.member),
            None => request::Column::AccountId.eq(self.account),
        }
    }

    /// What names them and was asked by somebody else: a few rows beside those that they asked.
    fn read_along(&self) -> Condition {
        use request::Column;
        use request_person::Column as Person;
        // Whoever is no author, as a range of the index: a server that plans once for all accounts would ask a list of parts of each row.
        let rows = request_person::Entity::find().filter(Person::AccountId.eq(self.account));
        let rows = rows.filter(Person::Part.gt(Role::Author)).filter(Person::RemovedAt.is_null());
        let rows = rows.select_only().column(Person::RequestId).into_query();
        let (of_side, by) = match self.inside {
            Some(inside) => (Column::CompanyId.eq(inside.company), Column::MemberId),
            None => (Column::CompanyId.is_null(), Column::AccountId),
        };
        let not_asked = Condition::any().add(by.is_null()).add(Condition::all().add(self.asked()).not());
        let rest = Condition::all().add(of_side).add(not_asked);
        Condition::all().add(Column::Id.in_subquery(rows)).add(aside(rest))
    }

    /// The one condition. What is due to be erased is seen by nobody.
    fn sees(&self, now: Moment) -> Condition {
        use request::Column;
        let all = Condition::all().add(kept(now));
        match self.inside {
            None => all.add(Column::CompanyId.is_null()).add(self.belongs()),
            Some(inside) if inside.sees_all => all.add(Column::CompanyId.eq(inside.company)).add(self.open_or_theirs()),
            Some(inside) => all.add(Column::CompanyId.eq(inside.company)).add(self.belongs()),
        }
    }

    fn open_or_theirs(&self) -> Condition {
        Condition::any().add(request::Column::Confidential.eq(false)).add(self.belongs())
    }

    /// Whether a request names them: asked of a row that is found already, however many others do.
    fn belongs(&self) -> Expr {
        use request_person::{Column, Entity};
        let theirs = self.of_them().select_only().column(Column::Id);
        let of_row = Expr::col((Entity, Column::RequestId)).equals((request::Entity, request::Column::Id));
        Expr::from(theirs.filter(of_row).into_query()).is_not_null()
    }

    /// They among the few people of one request, which are found by it.
    fn of_them(&self) -> Select<request_person::Entity> {
        use request_person::{Column, Entity};
        Entity::find().filter(aside(Column::AccountId.eq(self.account))).filter(Column::RemovedAt.is_null())
    }

    /// One request, where they see it.
    pub async fn see<C: ConnectionTrait>(&self, cx: &Cx, conn: &C, id: Uuid) -> Result<Option<Visible>, Fault> {
        let found = self.requests(cx.now()).filter(request::Column::Id.eq(id)).one(conn).await?;
        self.visible(conn, found).await
    }

    /// The one with this number, where they see it.
    pub async fn see_number<C: ConnectionTrait>(
        &self,
        cx: &Cx,
        conn: &C,
        number: &str,
    ) -> Result<Option<Visible>, Fault> {
        let found = self.requests(cx.now()).filter(request::Column::Number.eq(number)).one(conn).await?;
        self.visible(conn, found).await
    }

    /// The same in a transaction that holds the row from now on: what it says stays true until the end.
    pub(crate) async fn hold(&self, cx: &Cx, tx: &gatehouse_db::Tx, id: Uuid) -> Result<Option<Visible>, Fault> {
        let wanted = self.requests(cx.now()).filter(request::Column::Id.eq(id));
        let found = wanted.lock_exclusive().one(&**tx).await?;
        self.visible(&**tx, found).await
    }

    async fn visible<C: ConnectionTrait>(
        &self,
        conn: &C,
        found: Option<request::Model>,
    ) -> Result<Option<Visible>, Fault> {
        let Some(row) = found else { return Ok(None) };
        let person = self.of_them().filter(request_person::Column::RequestId.eq(row.id)).one(conn).await?;
        let by_right = self.inside.filter(|inside| inside.answers_all && inside.sees_all && !row.confidential);
        let by_right = by_right.map(|_| By::Company);
        let by = match &person {
            Some(_) => Some(By::Author),
            None => by_right,
        };
        // Who only reads along answers, and ends nothing.
        let manages = match &person {
            Some(person) if person.part == Role::Reader => by_right,
            _ => by,
        };
        let person = person.map(|person| person.id);
        Ok(Some(Visible { row, by, manages, person, account: self.account, member: self.member() }))
    }
}

/// The proof that somebody sees this request, and what they may do with it.
#[derive(Clone, Debug)]
pub struct Visible {
    row: request::Model,
    by: Option<By>,
    manages: Option<By>,
    person: Option<Uuid>,
    account: Uuid,
    member: Option<Uuid>,
}

impl Visible {
    /// It.
    #[must_use]
    pub const fn row(&self) -> &request::Model {
        &self.row
    }

    /// As what they move it on: as its author, or by the company's right to answer others' requests; `None`: they only see it.
    #[must_use]
    pub const fn by(&self) -> Option<By> {
        self.by
    }

    /// As what they end it, and say who belongs to it; `None`: they read along, or only see it.
    #[must_use]
    pub const fn manages(&self) -> Option<By> {
        self.manages
    }

    /// The row in which the request names them, where it does.
    #[must_use]
    pub const fn person(&self) -> Option<Uuid> {
        self.person
    }

    /// Whose look it is.
    #[must_use]
    pub const fn account(&self) -> Uuid {
        self.account
    }

    /// The same as a user of the company.
    #[must_use]
    pub const fn member(&self) -> Option<Uuid> {
        self.member
    }

    pub(crate) fn into_row(self) -> request::Model {
        self.row
    }
}
