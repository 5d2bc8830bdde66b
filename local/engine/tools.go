//go:build tools

// Package engine pins the Pulumi CLI, so that `go mod tidy` keeps it in go.mod. It is built by build.ts.
package engine

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
