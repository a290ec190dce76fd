//! Enums and moments as values of columns.

use gatehouse_core::Moment;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement, Value};
use gatehouse_db::stored_words;
use gatehouse_testkit::both_engines;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fruit {
    Apple,
    Pear,
}

stored_words!(Fruit { Apple = "apple", Pear = "pear" });

both_engines! {
    /// ALL-6
    async fn an_enum_is_stored_by_its_word_and_a_moment_by_its_number(world: World) {
        let db = &world.app.db;
        let run = |text: &str, values: Vec<Value>| Statement::from_sql_and_values(db.backend(), text, values);
        db.writer().execute_raw(run("create table fruit (kind text not null, at bigint)", Vec::new())).await.unwrap();
        let insert = "insert into fruit (kind, at) values ($1, $2)";
        let at = Moment(1_800_000_000_000_000);
        db.writer().execute_raw(run(insert, vec![Fruit::Pear.into(), at.into()])).await.unwrap();
        let row = db.reader().query_one_raw(run("select kind, at from fruit", Vec::new())).await.unwrap().unwrap();
        assert_eq!(row.try_get::<String>("", "kind").unwrap(), "pear");
        assert_eq!(row.try_get::<Fruit>("", "kind").unwrap(), Fruit::Pear);
        assert_eq!(row.try_get::<i64>("", "at").unwrap(), at.0);
        assert_eq!(row.try_get::<Option<Moment>>("", "at").unwrap(), Some(at));
        let found = run("select kind from fruit where kind = $1", vec![Fruit::Apple.into()]);
        assert!(db.reader().query_one_raw(found).await.unwrap().is_none());

        db.writer().execute_raw(run("update fruit set kind = $1, at = null", vec!["plum".into()])).await.unwrap();
        let row = db.reader().query_one_raw(run("select kind, at from fruit", Vec::new())).await.unwrap().unwrap();
        assert!(row.try_get::<Fruit>("", "kind").is_err(), "a word of no variant");
        assert_eq!(row.try_get::<Option<Moment>>("", "at").unwrap(), None);
    }
}
