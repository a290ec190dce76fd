//! Names in the order of their company's language, sorted by a database that cannot read them (COM-4).

use crate::*;
use gatehouse_companies::model::place::GAP;
use gatehouse_companies::queries::members::{MemberFilter, Users, members};
use gatehouse_companies::tables::company_member::{Column, Entity, Model};
use gatehouse_companies::{actions::place::place, enter};
use gatehouse_db::sea_orm::{ColumnTrait as _, ConnectionTrait, QueryFilter as _, QueryOrder as _, Statement};
use gatehouse_db::{Direction, PageRequest};
use gatehouse_testkit::both_engines;

/// The last names as the list shows them.
pub async fn listed(world: &World, company: &TestCompany) -> Vec<String> {
    let cx = world.cx_of(company.owner.account);
    let tx = cx.begin().await.unwrap();
    let (by, _held) = enter::<Users>(&cx, &tx, company.id).await.unwrap();
    let request = PageRequest { size: 200, ..PageRequest::default() };
    let page = members(&cx, &by, &MemberFilter::default(), Direction::Ascending, &request).await.unwrap();
    tx.rollback().await.unwrap();
    page.items.into_iter().map(|row| row.name.last).filter(|last| last != "Owner").collect()
}

async fn places(world: &World, company: &TestCompany) -> Vec<Model> {
    let own = Entity::find().filter(Column::CompanyId.eq(company.id)).order_by_asc(Column::NamePlace);
    own.all(world.app.db.reader()).await.unwrap()
}

both_engines! {
    /// COM-4
    async fn users_stand_in_the_order_of_the_companys_language(world: World) {
        for (name, lang, expected) in [
            ("Mihon", "ja", ["青木", "田中", "渡辺", "鈴木", "Жуков"]),
            ("Romashka", "ru", ["Жуков", "青木", "渡辺", "田中", "鈴木"]),
        ] {
            let company = company(&world, name, lang).await;
            let all = [
                MemberName::new("太郎", "渡辺").read("たろう", "わたなべ"),
                MemberName::new("Иван", "Жуков"),
                MemberName::new("一郎", "鈴木"),
                MemberName::new("花子", "青木").read("はなこ", "あおき"),
                MemberName::new("愛子", "田中").read("あいこ", "たなか"),
            ];
            for (at, one) in all.into_iter().enumerate() {
                company.add(&world, &format!("m{at}@{lang}.example.com"), one, &[]).await;
            }
            let shown = listed(&world, &company).await;
            if lang == "ja" {
                assert_eq!(shown, expected);
            } else {
                assert_eq!(shown[0], expected[0], "Cyrillic stands first: {shown:?}");
            }
        }
    }

    /// COM-4
    async fn a_name_that_changes_moves_and_a_gap_that_is_full_makes_room(world: World) {
        let company = company(&world, "Acme", "en").await;
        let mut all = Vec::new();
        for at in 0..4_u32 {
            let name = MemberName::new("A", format!("Name{at}"));
            all.push(company.add(&world, &format!("m{at}@example.com"), name, &[]).await);
        }
        let rename = |last: &str| Restated { name: Some(MemberName::new("A", last)), ..Restated::default() };
        company.change(&world, all[0].member, rename("Name9")).await;
        assert_eq!(listed(&world, &company).await, ["Name1", "Name2", "Name3", "Name9"]);
        // Two that stand next to each other, without a place between them.
        let rows = places(&world, &company).await;
        let of = |member: Uuid| rows.iter().find(|row| row.id == member).unwrap().name_place;
        let db = &world.app.db;
        let text = "update company_member set name_place = $1 where id = $2";
        let values = [(of(all[1].member) + 1).into(), all[2].member.into()];
        db.writer().execute_raw(Statement::from_sql_and_values(db.backend(), text, values)).await.unwrap();
        company.change(&world, all[3].member, rename("Name15")).await;
        assert_eq!(listed(&world, &company).await, ["Name1", "Name15", "Name2", "Name9"]);
        let rows = places(&world, &company).await;
        assert!(rows.windows(2).all(|pair| pair[1].name_place - pair[0].name_place > 1), "{rows:?}");
        assert!(rows.iter().all(|row| row.name_place > 0 && row.name_place < GAP << 24));
    }

    /// COM-4
    async fn a_place_is_found_among_many(world: World) {
        let company = company(&world, "Acme", "en").await;
        for at in [5, 3, 8, 1, 9, 2, 7, 4, 6, 0_u32] {
            company.add(&world, &format!("m{at}@example.com"), MemberName::new("A", format!("N{at}")), &[]).await;
        }
        assert_eq!(listed(&world, &company).await, (0..10).map(|at| format!("N{at}")).collect::<Vec<_>>());
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let locked = lock(&cx, &tx, company.id).await.unwrap().unwrap();
        let found = place(&cx, &tx, &locked, cx.id(), &MemberName::new("A", "N45")).await.unwrap();
        tx.rollback().await.unwrap();
        let below = places(&world, &company).await.iter().filter(|row| row.name_place < found).count();
        assert_eq!(below, 5);
    }
}
