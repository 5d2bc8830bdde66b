/** Every fault of each roster in fixtures/rosters/faulty, as the command prints it. */
export const faultyRosters: Readonly<Record<string, readonly string[]>> = {
  "account-of-another-role": [
    'line 2, column 4 (account): expected the account of the role, 123456789012, got "210987654321"',
  ],
  "bad-account-number": [
    'line 2, column 3 (account): expected the 12 digits of an AWS account, got "1.23457E+11"; the spreadsheet has rounded it: format the column as text',
    'line 3, column 3 (account): expected the 12 digits of an AWS account, got "12345678901"; a spreadsheet drops zeros at the start: format the column as text',
    'line 4, column 3 (account): expected the 12 digits of an AWS account, got "1234567890123"',
    'line 5, column 3 (account): expected the 12 digits of an AWS account, got "teacher"',
  ],
  "bad-addresses": [
    'line 2, column 2 (email): expected one email address, such as "student+lab@example.com", got "a1"',
    'line 3, column 2 (email): expected one email address, such as "student+lab@example.com", got "a2@"',
    'line 4, column 2 (email): expected one email address, such as "student+lab@example.com", got "@example.edu"',
    'line 5, column 2 (email): expected one email address, such as "student+lab@example.com", got "a4@example"',
    'line 6, column 2 (email): expected one email address, such as "student+lab@example.com", got "a5@example.edu;b5@example.edu"',
    'line 7, column 2 (email): expected one email address, such as "student+lab@example.com", got "Chan <a6@example.edu>"',
    'line 8, column 2 (email): expected one email address, such as "student+lab@example.com", got "a7@example.edu, b7@example.edu"',
    'line 9, column 2 (email): expected one email address, such as "student+lab@example.com", got "a8@exa_mple.edu"',
  ],
  "bad-characters": [
    'line 2, column 1 (itscAccount): expected an account string of letters, digits, ., - and _, got "stu abc"',
    'line 3, column 1 (itscAccount): expected an account string of letters, digits, ., - and _, got "stüdef"',
    'line 4, column 1 (itscAccount): expected an account string of letters, digits, ., - and _, got "=1+1"',
    'line 5, column 1 (itscAccount): expected an account string of letters, digits, ., - and _, got "../.."',
    'line 6, column 1 (itscAccount): expected an account string of letters, digits, ., - and _, got "<b>"',
    'line 7, column 1 (itscAccount): expected an account string of letters, digits, ., - and _, got "..."',
  ],
  "bad-profile": ['line 2, column 3 (profile): expected the name of a profile, got "--debug"'],
  "bad-role": [
    'line 2, column 3 (roleArn): expected the ARN of a role, such as "arn:aws:iam::123456789012:role/Teacher", got "LabRole"',
    'line 3, column 3 (roleArn): expected the ARN of a role, such as "arn:aws:iam::123456789012:role/Teacher", got "arn:aws:iam::12345:role/Lab"',
    'line 4, column 3 (roleArn): expected the ARN of a role, such as "arn:aws:iam::123456789012:role/Teacher", got "arn:aws:iam::123456789012:user/Lab"',
  ],
  "canvas-without-addresses": [
    "line 2, column 3 (SIS Login ID): expected an address, but the roster has no column of them: give --domain or --email-column",
    "line 3, column 3 (SIS Login ID): expected an account string, got an empty cell",
  ],
  "canvas-without-logins": [
    'line 1: expected the header of a known roster, got "Student", "ID", "Section", "Lab 7 (1234)"; known are plain (itscAccount, email); Canvas gradebook export (Student or LastName, ID, SIS Login ID, Section); Classroom 50 (username, first_name, last_name, email, github_id); Moodle user upload (username, firstname, lastname, email); Moodle participants (First name, Last name or Surname, Email address); GitHub Classroom (identifier, github_username, github_id); or name a column with --account-column or --email-column',
  ],
  "column-twice": ['line 1: expected one column "email", got 2'],
  doubled: [
    'line 4, column 1 (itscAccount): expected each account string once, got "stuabc" as on line 2',
    'line 5, column 1 (itscAccount): expected each account string once, got "stuabc" as on line 2',
  ],
  empty: ["line 1: expected a header and a line for each student, got an empty file"],
  everything: [
    'line 2, column 2 (email): expected one email address, such as "student+lab@example.com", got "a@"',
    'line 2, column 3 (region): expected a region of AWS, such as "us-east-1", got "us-east-9"',
    'line 2, column 4 (roleArn): expected the ARN of a role, such as "arn:aws:iam::123456789012:role/Teacher", got "role"',
    'line 2, column 5 (account): expected the 12 digits of an AWS account, got "1"; a spreadsheet drops zeros at the start: format the column as text',
    'line 2, column 6 (profile): expected the name of a profile, got "-p"',
    'line 4, column 1 (itscAccount): expected an account string of letters, digits, ., - and _, got "stu/abc"',
    'line 5, column 1 (itscAccount): expected account strings with stacks of their own, but "STUABC" and "stuabc" on line 2 both become the stack stuabc',
    "line 6, column 1 (itscAccount): expected an account string, got an empty cell",
    'line 6, column 3 (region): expected a region of AWS, such as "us-east-1", got "nowhere"',
  ],
  "lines-in-a-cell": [
    'line 6, column 2 (email): expected one email address, such as "student+lab@example.com", got "b"',
  ],
  "missing-account": ["line 2, column 1 (itscAccount): expected an account string, got an empty cell"],
  "missing-address": [
    'line 2, column 2 (email): expected one email address, such as "student+lab@example.com", got an empty cell',
  ],
  "moodle-semicolons": [
    'line 2, column 3 (Email address): expected one email address, such as "student+lab@example.com", got "tmchan@example"',
    'line 4, column 3 (Email address): expected account strings with stacks of their own, but "Ada-Lee@example.edu" and "ada.lee@example.edu" on line 3 both become the stack ada-lee',
    "line 5, column 3 (Email address): expected an account string, got an empty cell",
  ],
  "no-header": [
    'line 1: expected the header of a known roster, got "stuabc", "stuabc@example.edu"; known are plain (itscAccount, email); Canvas gradebook export (Student or LastName, ID, SIS Login ID, Section); Classroom 50 (username, first_name, last_name, email, github_id); Moodle user upload (username, firstname, lastname, email); Moodle participants (First name, Last name or Surname, Email address); GitHub Classroom (identifier, github_username, github_id); or name a column with --account-column or --email-column',
  ],
  "one-stack-by-case": [
    'line 3, column 1 (itscAccount): expected account strings with stacks of their own, but "stuabc" and "StuABC" on line 2 both become the stack stuabc',
  ],
  "one-stack-by-domain": [
    'line 3, column 3 (Email address): expected account strings with stacks of their own, but "tmchan@connect.example.edu" and "tmchan@example.edu" on line 2 both become the stack tmchan',
  ],
  "one-stack-by-dot": [
    'line 3, column 1 (itscAccount): expected account strings with stacks of their own, but "t-chan" and "t.chan" on line 2 both become the stack t-chan',
  ],
  "only-header": ["line 1: expected a line for each student, got none after the header"],
  "only-line-breaks": ["line 1: expected a header and a line for each student, got an empty file"],
  "only-skipped": ["line 1: expected a line for each student, got none after the header"],
  "quote-not-closed-at-once": [
    "line 1: a quotation mark on this line or later isn't closed; nothing after it can be read",
  ],
  "quote-not-closed": [
    'line 2, column 2 (email): expected one email address, such as "student+lab@example.com", got "a@example"',
    "line 3: a quotation mark on this line or later isn't closed; nothing after it can be read",
  ],
  "several-columns-twice": [
    'line 1: expected one column "itscAccount", got 2',
    'line 1: expected one column "region", got 2',
  ],
  "too-long": ["line 2, column 1 (itscAccount): expected an account string of at most 64 characters, got 65"],
  "too-many-cells": ["line 2: expected 2 cells as in the header, got 4"],
  "unknown-header": [
    'line 1: expected the header of a known roster, got "Name", "Matriculation"; known are plain (itscAccount, email); Canvas gradebook export (Student or LastName, ID, SIS Login ID, Section); Classroom 50 (username, first_name, last_name, email, github_id); Moodle user upload (username, firstname, lastname, email); Moodle participants (First name, Last name or Surname, Email address); GitHub Classroom (identifier, github_username, github_id); or name a column with --account-column or --email-column',
  ],
  "unknown-region": [
    'line 2, column 3 (region): expected a region of AWS, such as "us-east-1", got "us-east-9"',
    'line 3, column 3 (region): expected a region of AWS, such as "us-east-1", got "Frankfurt"',
    'line 4, column 3 (region): expected a region of AWS, such as "us-east-1", got "us-east-1a"',
  ],
};
