//! The month in which a place's fiscal year begins, as its settings say it.

use crate::model::shape::Choice;

pub static BEGINS: &[Choice] = &[
    Choice::new("1", "1月", "January"),
    Choice::new("2", "2月", "February"),
    Choice::new("3", "3月", "March"),
    Choice::new("4", "4月", "April"),
    Choice::new("5", "5月", "May"),
    Choice::new("6", "6月", "June"),
    Choice::new("7", "7月", "July"),
    Choice::new("8", "8月", "August"),
    Choice::new("9", "9月", "September"),
    Choice::new("10", "10月", "October"),
    Choice::new("11", "11月", "November"),
    Choice::new("12", "12月", "December"),
];
