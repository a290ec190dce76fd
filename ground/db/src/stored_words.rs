//! Enums as values of text columns, each variant by its stable word.

/// Makes an enum the value of a text column: `stored_words!(State { Pending = "pending", Active = "active" })`. An entity holds the enum
/// itself, queries compare with it; `word` gives a variant's word, `from_word` the variant, `ALL` each variant in this order. A row with
/// any other word cannot be read.
#[macro_export]
macro_rules! stored_words {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// Each of them.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The stable word in the database.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The variant with this word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl From<$name> for $crate::sea_orm::Value {
            fn from(value: $name) -> Self {
                value.word().into()
            }
        }

        impl $crate::sea_orm::TryGetable for $name {
            fn try_get_by<I: $crate::sea_orm::ColIdx>(
                row: &$crate::sea_orm::QueryResult,
                column: I,
            ) -> Result<Self, $crate::sea_orm::TryGetError> {
                let word = <String as $crate::sea_orm::TryGetable>::try_get_by(row, column)?;
                Self::from_word(&word).ok_or_else(|| {
                    let error = format!("{word} is no word of {}", stringify!($name));
                    $crate::sea_orm::DbErr::Type(error).into()
                })
            }
        }

        impl $crate::sea_orm::sea_query::ValueType for $name {
            fn try_from(
                value: $crate::sea_orm::Value,
            ) -> Result<Self, $crate::sea_orm::sea_query::ValueTypeErr> {
                let word = <String as $crate::sea_orm::sea_query::ValueType>::try_from(value)?;
                Self::from_word(&word).ok_or($crate::sea_orm::sea_query::ValueTypeErr)
            }

            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn array_type() -> $crate::sea_orm::sea_query::ArrayType {
                $crate::sea_orm::sea_query::ArrayType::String
            }

            fn column_type() -> $crate::sea_orm::sea_query::ColumnType {
                <String as $crate::sea_orm::sea_query::ValueType>::column_type()
            }
        }

        impl $crate::sea_orm::sea_query::Nullable for $name {
            fn null() -> $crate::sea_orm::Value {
                <String as $crate::sea_orm::sea_query::Nullable>::null()
            }
        }

        impl $crate::sea_orm::IntoActiveValue<$name> for $name {
            fn into_active_value(self) -> $crate::sea_orm::ActiveValue<$name> {
                $crate::sea_orm::ActiveValue::Set(self)
            }
        }
    };
}
